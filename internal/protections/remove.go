package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// protection is something that the code does so that nobody is harmed.
type protection struct {
	Rule  string // the heading that it stands under in docs/safety.md
	Says  string // what is promised
	Edits []edit // what takes it away
	In    string // the packages whose tests must notice, as paths, with a blank between
	Tests string // … their names, with a blank between: at least one fails, and no other is run
}

// edit puts something else in the place of a text that stands once in a file. With From empty the file is a new one.
type edit struct{ File, From, To string }

// limit is how long the tests of one protection may take. Only a broken one takes that long.
const limit = 10 * time.Minute

// remove runs the tests of a protection without it and gives the names of those that failed. That none did is an error.
func remove(ctx context.Context, root, dir string, p protection) (red string, err error) {
	unneeded, err := outside(root, p)
	if err != nil {
		return "", err
	}
	overlay, err := lay(root, dir, p.Edits, unneeded)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	args := []string{"test", "-json", "-count=1", "-vet=off", "-ldflags=-s -w", "-failfast", "-run", "^(" + strings.ReplaceAll(p.Tests, " ", "|") + ")$"}
	for in := range strings.FieldsSeq(p.In) {
		args = append(args, "./"+in)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	// By the environment, so that a test which builds the program builds it without the protection as well.
	cmd.Env = append(os.Environ(), "GOFLAGS=-overlay="+overlay)
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	failed, ran := verdicts(out)
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("the tests do not end: %w", ctx.Err())
	case len(failed) > 0:
		return strings.Join(failed, ", "), nil
	case err != nil:
		return "", fmt.Errorf("it cannot be built without it:\n%s", words(out))
	case ran == 0:
		return "", fmt.Errorf("%s: no such test in %s", p.Tests, p.In)
	}
	return "", fmt.Errorf("removed, and %s stays green", p.Tests)
}

// outside are the test files of a package that stand outside of it (package x_test), if the tests that are run do not: what they
// need, a Redis and all, is then neither built nor linked, which is most of the time.
func outside(root string, p protection) (files []string, err error) {
	if strings.Contains(p.In, " ") {
		return nil, nil
	}
	paths, err := filepath.Glob(filepath.Join(root, p.In, "*_test.go"))
	if err != nil {
		return nil, err
	}
	foreign := regexp.MustCompile(`(?m)^package \w+_test$`)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if !foreign.Match(text) {
			continue
		}
		for name := range strings.FieldsSeq(p.Tests) {
			if strings.Contains(string(text), "func "+name+"(") {
				return nil, nil
			}
		}
		files = append(files, path)
	}
	return files, nil
}

// lay writes the altered files into dir, and beside them what has go take them for those of the working tree, and the unneeded
// ones for missing.
func lay(root, dir string, edits []edit, unneeded []string) (overlay string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	contents := map[string]string{}
	for _, e := range edits {
		text, ok := contents[e.File]
		if !ok && e.From != "" {
			b, err := os.ReadFile(filepath.Join(root, e.File))
			if err != nil {
				return "", err
			}
			text = string(b)
		}
		if contents[e.File], err = e.apply(text); err != nil {
			return "", err
		}
	}
	replace := map[string]string{}
	for _, path := range unneeded {
		replace[path] = ""
	}
	for file, text := range contents {
		path := filepath.Join(dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[filepath.Join(root, file)] = path
	}
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, b, 0o600)
}

var errNotOnce = errors.New("what is to be taken away must stand there exactly once")

func (e edit) apply(text string) (string, error) {
	if e.From == "" {
		return e.To, nil
	}
	if n := strings.Count(text, e.From); n != 1 {
		return "", fmt.Errorf("%w, and stands there %d times: %q", errNotOnce, n, e.From)
	}
	return strings.Replace(text, e.From, e.To, 1), nil
}

// event is a line of what go test -json says.
type event struct{ Action, Test, Output string }

// verdicts gives the tests that failed, without their subtests, and how many were run.
func verdicts(out []byte) (failed []string, ran int) {
	for _, e := range events(out) {
		name, _, _ := strings.Cut(e.Test, "/")
		switch {
		case name == "":
		case e.Action == "run":
			ran++
		case e.Action == "fail" && !slices.Contains(failed, name):
			failed = append(failed, name)
		}
	}
	return failed, ran
}

func events(out []byte) (all []event) {
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			all = append(all, e)
		}
	}
	return all
}

// words is what go said in words.
func words(out []byte) string {
	var b strings.Builder
	for _, e := range events(out) {
		b.WriteString(e.Output)
	}
	return b.String()
}
