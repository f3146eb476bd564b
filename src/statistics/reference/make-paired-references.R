# Expected answers for paired-difference.test.ts and student-distribution.test.ts: R's t.test(paired = TRUE), qt and pt, and every way
# to turn the signs of up to sixteen differences written down. To make again:
#   Rscript src/statistics/reference/make-paired-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
shortest <- function(v) { for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break; text }
list_of <- function(x) paste0("[", paste(vapply(x, shortest, ""), collapse = ","), "]")
set.seed(20261122)

degrees <- c(1, 2, 3, 4, 5, 9, 14, 29, 99, 1000, 1e6)
t <- c(0, 1e-6, 0.1, 0.5, 1, 2, 2.776445, 4, 8, 20, 60)
tails <- unlist(lapply(degrees, function(v) lapply(t, function(x) list_of(c(x, v, 2 * pt(-abs(x), v))))))
reaches <- unlist(lapply(degrees, function(v) lapply(c(0.5, 0.9, 0.95, 0.99, 0.999), function(level) list_of(c(level, v, qt(1 - (1 - level) / 2, v))))))
writeLines(paste0('{"tails":[', paste(tails, collapse = ","), '],"reaches":[', paste(reaches, collapse = ","), "]}"),
  file.path(here, "student-distribution.json"))

turned <- function(d) {
  signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(d))))
  mean(abs(signs %*% abs(d)) >= abs(sum(d)))
}
ratings <- function(n, shift) pmin(5, pmax(1, round(rnorm(n, 3 + shift, 1.1))))
made <- list(list(c(2, 3, 2, 4, 3, 1), c(4, 4, 3, 4, 5, 3)), list(c(5, 1), c(1, 2)), list(c(1, 1, 1, 1, 2), c(5, 5, 5, 5, 4)))
for (n in c(2, 3, 5, 5, 6, 7, 8, 9, 10, 12, 14, 16, 16)) for (shift in c(0, -0.4, -1)) made <- c(made, list(list(ratings(n, shift), ratings(n, 0))))
cases <- Filter(Negate(is.null), lapply(made, function(pair) {
  us <- pair[[1]]; winner <- pair[[2]]
  # Where they spread less than rounding brings, the floor of paired-difference.ts holds, which is no part of t.test.
  if (var(us - winner) < 1 / 6) return(NULL)
  told <- t.test(us, winner, paired = TRUE)
  limits <- pmin(4, pmax(-4, told$conf.int[1:2]))
  paste0('{"us":', list_of(us), ',"winner":', list_of(winner), ',"estimate":', shortest(unname(told$estimate)), ',"low":', shortest(limits[1]),
    ',"high":', shortest(limits[2]), ',"student":', shortest(told$p.value), ',"turned":', shortest(turned(us - winner)), "}")
}))
writeLines(paste0("[", paste(cases, collapse = ","), "]"), file.path(here, "paired-difference.json"))
