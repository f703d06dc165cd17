//go:build !postgres

package main

// servers are the databases that the tests need a server for: none.
var servers []kind
