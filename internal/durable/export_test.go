package durable

// Write notes receipts.
func Write(r *Receipts, list ...Receipt) error { return r.write(list) }
