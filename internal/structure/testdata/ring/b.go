package ring

// B is exported.
func B(t T) {
	t.a()
	t.A()
}

func b() { B(T{}) }

var _ = b
