// Package redisserver starts a private redis-server from the machine: for a bot that was given no Redis, and for tests.
//
//	server, err := redisserver.Start(ctx, redisserver.Options{Dir: "data/redis", Log: log})
//	client := server.Client()
//	err = server.Run(ctx) // until ctx ends; then the server writes what it has and ends, too
//
// The server listens on a unix socket in its own folder that only its owner can reach (or on loopback), keeps an
// append-only file, writes no snapshots and never evicts.
//
// It deliberately survives a program that is killed: to be killed with it could lose what it had not yet written. The
// next Start on the same folder finds it, lets it write and end, and starts a new one, so that the settings are the new
// ones. Two locks in the folder make that certain: one is held by the program, so that two programs never share a folder
// by mistake; the other is handed to redis-server, and so is held exactly as long as that lives, whoever dies first.
//
// It runs where there are unix sockets and file locks: Linux, macOS, the BSDs.
package redisserver
