package config

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// prefix is common to all variables of this program.
const prefix = "RASTAU_"

// fileVariable and fileFlag name the file of settings; it cannot stand in that file.
const (
	fileVariable = "RASTAU_CONFIG"
	fileFlag     = "config"
	defaultFile  = ".env"
)

// field is one setting as the tags of Settings describe it.
type field struct {
	Name     string // of the Go field
	Index    []int
	Variable string
	Flag     string
	Default  string
	Help     string
	Secret   bool
	Type     reflect.Type
}

// fields returns all settings, in the order of Settings.
var fields = sync.OnceValue(func() []field { return fieldsOf(reflect.TypeFor[Settings](), "", nil) })

func fieldsOf(t reflect.Type, before string, index []int) []field {
	var all []field
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clip(index), i)
		if inner, ok := f.Tag.Lookup("envPrefix"); ok {
			all = append(all, fieldsOf(f.Type, before+inner, at)...)
			continue
		}
		variable := before + f.Tag.Get("env")
		all = append(all, field{
			Name: f.Name, Index: at, Variable: variable, Flag: flagOf(variable), Default: f.Tag.Get("envDefault"),
			Help: f.Tag.Get("help"), Secret: f.Tag.Get("secret") != "", Type: f.Type,
		})
	}
	return all
}

// flagOf returns the flag for a variable.
func flagOf(variable string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(variable, prefix)), "_", "-")
}
