package main

const acknowledged = "Besides. What is acknowledged is kept"

// kept are the protections of what people were told that we have.
var kept = []protection{
	{acknowledged, "A new master is found soon, also when the old one says nothing", one("internal/redisclient/client.go", `r.cluster.ReloadState(context.Background())`, `_ = r.cluster`), "internal/redisclient", "TestNewMasterIsFoundSoon"},
}
