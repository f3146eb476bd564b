# Expected answers for chance-sum.test.ts: every outcome of up to twelve deals counted out, and R's pbinom where all are alike. To make again:
#   Rscript src/statistics/reference/make-chance-sum-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
shortest <- function(v) { for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break; text }
list_of <- function(x) paste0("[", paste(vapply(x, shortest, ""), collapse = ","), "]")
case <- function(values, probabilities, at, tail, quantiles) paste0('{"values":', list_of(values), ',"probabilities":', list_of(probabilities),
  ',"at":', list_of(at), ',"tail":', list_of(tail), ',"quantiles":', list_of(quantiles), "}")
p <- c(0.1, 0.5, 0.9)
set.seed(20261122)
counted <- lapply(c(1, 2, 4, 7, 10, 12), function(n) {
  values <- sample(1:90, n, TRUE) * 500; chance <- round(runif(n, 0.02, 0.95), 3)
  outcomes <- as.matrix(expand.grid(rep(list(0:1), n)))
  sums <- as.vector(outcomes %*% values); probability <- apply(outcomes, 1, function(o) prod(ifelse(o == 1, chance, 1 - chance)))
  at <- sort(unique(c(0, 500, quantile(sums, 0.3, type = 1), max(sums), sample(sums, min(6, length(sums))))))
  order <- order(sums); below <- cumsum(probability[order])
  case(values, chance, at, sapply(at, function(a) sum(probability[sums >= a])), sapply(p, function(q) sums[order][which(below >= q - 1e-12)[1]]))
})
alike <- lapply(list(c(40, 0.3), c(300, 0.12)), function(x) {
  at <- 100 * round(c(0.05, 0.1, 0.2, 0.3, 0.5) * x[1])
  case(rep(100, x[1]), rep(x[2], x[1]), at, pbinom(at / 100 - 1, x[1], x[2], lower.tail = FALSE), 100 * qbinom(p, x[1], x[2]))
})
writeLines(paste0("[", paste(c(counted, alike), collapse = ","), "]"), file.path(here, "chance-sum.json"))
