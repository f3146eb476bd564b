# Expected answers for ratio-of-sums.test.ts: R's t.test where y is 1 on every deal, and the formula over the deals themselves elsewhere.
# To make again:
#   Rscript src/statistics/reference/make-ratio-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
shortest <- function(v) { for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break; text }
list_of <- function(x) paste0("[", paste(vapply(x, shortest, ""), collapse = ","), "]")
set.seed(20261123)

variance <- function(x, y) var(x - sum(x) / sum(y) * y) * length(x) / sum(y)^2
ratio <- function(x, y) {
  r <- sum(x) / sum(y); reach <- qt(0.975, length(x) - 1) * sqrt(variance(x, y))
  c(r, r - reach, r + reach)
}
difference <- function(x1, y1, x2, y2) {
  v1 <- variance(x1, y1); v2 <- variance(x2, y2); d <- sum(x1) / sum(y1) - sum(x2) / sum(y2)
  degrees <- (v1 + v2)^2 / (v1^2 / (length(x1) - 1) + v2^2 / (length(x2) - 1))
  d + c(0, -1, 1) * qt(0.975, degrees) * sqrt(v1 + v2)
}
means <- function(x1, x2) { told <- t.test(x1, x2); c(unname(told$estimate[1] - told$estimate[2]), told$conf.int[1:2]) }
mean_of <- function(x) { told <- t.test(x); c(unname(told$estimate), told$conf.int[1:2]) }

drawn <- lapply(c(3, 5, 8, 20, 60, 400), function(n) list(y = 1 + rpois(n, 6 * rgamma(n, 2, 2)), n = n))
drawn <- lapply(drawn, function(d) c(d, list(x = rbinom(d$n, d$y, 0.4))))
given <- list(list(x = c(2, 0, 3, 1, 4), y = c(5, 4, 6, 2, 6)), list(x = c(1, 1, 0, 2), y = c(4, 6, 3, 5)))
pairs <- c(list(given), lapply(seq_along(drawn), function(i) list(drawn[[i]], drawn[[1 + (i + 1) %% length(drawn)]])))
cases <- lapply(pairs, function(pair) {
  a <- pair[[1]]; b <- pair[[2]]
  paste0('{"x":', list_of(a$x), ',"y":', list_of(a$y), ',"x2":', list_of(b$x), ',"y2":', list_of(b$y), ',"ratio":', list_of(ratio(a$x, a$y)),
    ',"difference":', list_of(difference(a$x, a$y, b$x, b$y)), ',"mean":', list_of(mean_of(a$y)), ',"meanDifference":', list_of(means(a$y, b$y)), "}")
})
writeLines(paste0("[", paste(cases, collapse = ","), "]"), file.path(here, "ratio-of-sums.json"))
