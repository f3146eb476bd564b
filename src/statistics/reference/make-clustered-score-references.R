# Expected answers for clustered-score-test.test.ts: residuals of least squares with a constant for each stratum (lm), summed by
# customer, and pnorm. To make again:
#   Rscript src/statistics/reference/make-clustered-score-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
shortest <- function(v) { for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break; text }
list_of <- function(x) paste0("[", paste(vapply(x, shortest, ""), collapse = ","), "]")
set.seed(20261123)

cases <- vapply(1:24, function(number) {
  n <- c(8, 20, 60, 200)[1 + number %% 4]
  customers <- if (number %% 3 == 0) n else max(4, round(n / 4))
  d <- data.frame(
    x = c(1, 0, 1, 0, rbinom(n - 4, 1, 0.35)), y = c(1, 0, 0, 1, rbinom(n - 4, 1, 0.45)),
    s = c(0, 0, 0, 0, sample(0:(number %% 5), n - 4, TRUE)),
    g = if (customers == n) sample(n) - 1 else sample(0:(customers - 1), n, TRUE))
  # A stratum that shows one kind only says nothing.
  d$both <- ave(d$x, d$s, FUN = function(x) length(unique(x))) > 1
  e <- d[d$both, ]
  x <- if (length(unique(e$s)) > 1) resid(lm(x ~ factor(s), e)) else resid(lm(x ~ 1, e))
  y <- if (length(unique(e$s)) > 1) resid(lm(y ~ factor(s), e)) else resid(lm(y ~ 1, e))
  size <- ave(e$x, e$s, FUN = length)
  u <- tapply(x * y * sqrt(size / (size - 1)), e$g, sum)
  rests <- sum(u^2)^2 / sum(u^4); z <- sum(u) / sqrt(sum(u^2) * (1 + 1 / rests))
  paste0('{"exposed":', list_of(d$x), ',"won":', list_of(d$y), ',"stratum":', list_of(d$s), ',"cluster":', list_of(d$g),
    ',"z":', shortest(z), ',"rests":', shortest(rests), ',"p":', shortest(2 * pnorm(-abs(z))), "}")
}, "")
writeLines(paste0("[", paste(cases, collapse = ","), "]"), file.path(here, "clustered-score-test.json"))
