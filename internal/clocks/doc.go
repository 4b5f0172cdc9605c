// Package clocks compares the clock of this machine with others, so that none of them alone can end what has to wait.
//
// A [Clock] holds what the machine's clock shows against the Date of the chat service's answers, the TIME of Redis, the
// clocks of the other instances of the bot, and how much time has really passed since each of them was read (the monotonic
// clock, which nobody sets). While any two differ by more than [Tolerance], [Clock.Settled] fails, and nothing that waits
// may end.
//
// [Clock.Now] is the machine's clock while it agrees with the chat service. While it does not, it is what the chat service
// last said, plus the time that has passed since: a machine's clock that is set while the bot runs moves nothing.
//
// # Which clock shows what
//
// Redis on the same machine has the same clock. It then tells nothing that the machine does not; a leap of both is found by
// the chat service and by the monotonic clock. The same holds of a Bot API server on the same machine.
//
// The chat service is needed once, when the bot starts. Later, when it cannot be reached, what it said last goes on with the
// monotonic clock. That clock stands still while a machine is suspended; then nothing ends until the chat service is reached.
package clocks
