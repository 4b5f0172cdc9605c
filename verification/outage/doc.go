// Package outage tells when a place has gone silent against its usual rhythm, from counts alone: how many people of a
// region were heard in each ten minutes. The detection is pure and knows nobody; a [Monitor] applies it to what a [Store] counts.
//
// The usual rhythm is the rate of every hour of the week, learned from eight weeks ([Learn]). A slot's count is taken as
// negative binomial about that rate, or about a part of it: whole days are quieter than usual, and a few of them very much so.
// In a blackout a few in a hundred remain (2% of the traffic in January 2022). The test is sequential, Shiryaev's and Roberts'
// (Pollak, "Optimal detection of a change in distribution", Annals of Statistics 13, 1985): for every slot k at which a
// silence may have begun, L(k, n) is how much likelier the counts from k to n are in the dark than on a usual day of whatever
// level, and an alarm is raised when
//
//	R(n) = L(1, n) + L(2, n) + … + L(n, n)
//
// reaches A. As long as nothing is the matter R(n) - n is a martingale, whatever the rhythm, so that the mean time to a false
// alarm is at least A slots. A is a year: at most one false alarm a year and region, on average. That holds as far as the
// model does; the package's test measures it on rhythms that are rougher than the model knows.
//
// Where L is greatest the silence began. That light is back is tested the same way with the sides changed, and needs an hour
// of it: a window of minutes ends no blackout.
package outage
