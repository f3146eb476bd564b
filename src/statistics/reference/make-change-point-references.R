# Expected answers for change-point.test.ts. Short histories: every order of their wins written down. Longer ones: lattice paths counted
# in whole numbers, where change-point.ts works with conditional probabilities. To make again:
#   Rscript src/statistics/reference/make-change-point-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
shortest <- function(v) { for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break; text }
list_of <- function(x) paste0("[", paste(vapply(x, shortest, ""), collapse = ","), "]")
set.seed(20261123)

plogp <- function(a, n) ifelse(a <= 0, 0, a * log(a / n))
ell <- function(k, s, n, w) plogp(s, k) + plogp(k - s, k) + plogp(w - s, n - k) + plogp(n - k - w + s, n - k)

# The days' ends at which a change may lie.
places_of <- function(of, fewest) { k <- cumsum(of); which(of > 0 & k >= fewest & sum(of) - k >= fewest) }
told <- function(count, of, fewest) {
  n <- sum(of); w <- sum(count); at <- places_of(of, fewest); k <- cumsum(of)[at]; s <- cumsum(count)[at]
  l <- ell(k, s, n, w)
  list(n = n, w = w, at = at, k = k, s = s, l = l, bound = max(l) - 1e-9 * (1 + abs(max(l))), best = at[which.max(l)])
}

by_orders <- function(count, of, fewest) {
  t <- told(count, of, fewest)
  orders <- combn(t$n, t$w)
  sums <- apply(orders, 2, function(won) { x <- integer(t$n); x[won] <- 1; cumsum(x)[t$k] })
  sums <- matrix(sums, nrow = length(t$k))
  reached <- apply(sums, 2, function(s) any(ell(t$k, s, t$n, t$w) >= t$bound))
  chances <- vapply(seq_along(t$k), function(i) mean(reached[sums[i, ] == t$s[i]]), 0)
  list(t = t, p = mean(reached), chances = chances)
}

# How many ways lead from one count of wins to another without reaching the bound, day by day.
by_paths <- function(count, of, fewest) {
  t <- told(count, of, fewest)
  free <- function(k) { i <- match(k, t$k); s <- 0:t$w; ok <- s <= k & k - s <= t$n - t$w
    if (!is.na(i)) ok <- ok & ell(k, pmin(s, k), t$n, t$w) < t$bound; ok }
  step <- function(ways, m) { out <- numeric(t$w + 1)
    for (won in 0:min(m, t$w)) out <- out + choose(m, won) * c(numeric(won), ways[seq_len(t$w + 1 - won)]); out }
  k <- c(0, cumsum(of)); forth <- list(c(1, numeric(t$w)))
  for (day in seq_along(of)) { f <- step(forth[[day]], of[day]); f[!free(k[day + 1])] <- 0; forth[[day + 1]] <- f }
  back <- list(); back[[length(of) + 1]] <- c(numeric(t$w), 1)
  for (day in rev(seq_along(of))) { b <- back[[day + 1]]; b[!free(k[day + 1])] <- 0; back[[day]] <- rev(step(rev(b), of[day])) }
  chances <- vapply(seq_along(t$at), function(i) {
    day <- t$at[i]; s <- t$s[i] + 1
    1 - forth[[day + 1]][s] / choose(t$k[i], t$s[i]) * back[[day + 1]][s] / choose(t$n - t$k[i], t$w - t$s[i]) }, 0)
  list(t = t, p = 1 - forth[[length(of) + 1]][t$w + 1] / choose(t$n, t$w), chances = chances)
}

history <- function(days, most, before, since, change) {
  of <- sample(0:most, days, replace = TRUE)
  count <- rbinom(days, of, ifelse(seq_len(days) <= change, before, since))
  list(count = count, of = of)
}
write_case <- function(h, fewest, way) {
  if (sum(h$count) %in% c(0, sum(h$of)) || length(places_of(h$of, fewest)) == 0) return(NULL)
  r <- way(h$count, h$of, fewest)
  paste0('{"count":', list_of(h$count), ',"of":', list_of(h$of), ',"fewest":', fewest, ',"after":', r$t$best,
    ',"p":', shortest(r$p), ',"places":', list_of(r$t$at), ',"chances":', list_of(r$chances), "}")
}
cases <- list(write_case(list(count = rep(1:0, each = 6), of = rep(1, 12)), 3, by_orders))
for (i in 1:30) cases <- c(cases, list(write_case(history(sample(8:16, 1), 1, runif(1), runif(1), 6), sample(1:3, 1), by_orders)))
for (i in 1:15) cases <- c(cases, list(write_case(history(6, 3, 0.7, 0.3, 3), 2, by_orders)))
# The two ways agree with each other before either is believed.
for (i in 1:10) { h <- history(12, 1, 0.8, 0.3, 6); if (!sum(h$count) %in% c(0, sum(h$of)) && length(places_of(h$of, 2)) > 0)
  stopifnot(all.equal(by_orders(h$count, h$of, 2)[-1], by_paths(h$count, h$of, 2)[-1], tolerance = 1e-9)) }
for (drop in c(0, 0.1, 0.2, 0.3)) for (days in c(40, 90, 200)) for (most in c(1, 3))
  cases <- c(cases, list(write_case(history(days, most, 0.5, 0.5 - drop, days %/% 2), 10, by_paths)))
cases <- Filter(Negate(is.null), cases)
writeLines(paste0("[", paste(cases, collapse = ","), "]"), file.path(here, "change-point.json"))
