package schedule

// A job's keys share a hash slot.

func leaseKey(job string) string { return "{job:" + job + "}:lease" }

// lastKey holds when the job last ran well, in ms.
func lastKey(job string) string { return "{job:" + job + "}:last" }
