package redistest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// slowDisk is put before the C library of a redis-server: while the file in SLOW_DISK is there, fdatasync does not return.
const slowDisk = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

int fdatasync(int fd) {
	const char *file = getenv("SLOW_DISK");
	while (file && access(file, F_OK) == 0) usleep(1000);
	return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
`

// SlowDisk gives the environment of a redis-server whose disk hangs, and what begins and ends that.
func SlowDisk(tb testing.TB) (env []string, hang, heal func()) {
	tb.Helper()
	dir := tb.TempDir()
	source, library, file := filepath.Join(dir, "slow.c"), filepath.Join(dir, "slow.so"), filepath.Join(dir, "hangs")
	if err := os.WriteFile(source, []byte(slowDisk), 0o600); err != nil {
		tb.Fatal(err)
	}
	if out, err := exec.CommandContext(tb.Context(), "gcc", "-shared", "-fPIC", "-o", library, source, "-ldl").CombinedOutput(); err != nil {
		tb.Fatalf("%v: %s", err, out)
	}
	hang = func() {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			tb.Error(err)
		}
	}
	heal = func() { _ = os.Remove(file) }
	tb.Cleanup(heal)
	return []string{"LD_PRELOAD=" + library, "SLOW_DISK=" + file}, hang, heal
}
