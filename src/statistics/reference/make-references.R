# The reference answers the tests of src/statistics are held to. Base R (and its recommended package survival), nothing
# of ours. R is not needed to run the tests; the answers are committed beside this script. To make them again:
#   Rscript src/statistics/reference/make-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))

json <- function(x) {
  if (is.null(x)) return("[]")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0('"', names(x), '":', parts, collapse = ","), "}"))
  }
  if (is.matrix(x)) return(json(lapply(seq_len(nrow(x)), function(i) unname(x[i, ]))))
  if (is.character(x)) text <- paste0('"', x, '"')
  else if (is.logical(x)) text <- ifelse(x, "true", "false")
  else text <- vapply(unname(x), function(v) if (is.finite(v)) shortest(v) else stop("not finite"), "")
  if (length(x) == 1 && is.null(attr(x, "array"))) text else paste0("[", paste(text, collapse = ","), "]")
}
# As few digits as give the same number back.
shortest <- function(v) {
  for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break
  text
}
# A vector that stays a list in JSON even with one member.
many <- function(x) structure(x, array = TRUE)
keep <- function(name, cases) writeLines(json(cases), file.path(here, paste0(name, ".json")))
set.seed(20261122)

# normal-distribution
x <- c(seq(-8, 8, by = 0.25), -38, -30, -20, -12, 12, 20, 30, 37, 1.96, 1e-10, -1e-10, 1.9999999, 2.0000001)
p <- c(1e-300, 1e-100, 1e-20, 1e-12, 1e-6, seq(0.005, 0.995, by = 0.01), 0.075, 0.925, 0.975, 1 - 1e-6, 1 - 1e-12)
keep("normal-distribution", list(
  tails = cbind(x, pnorm(x, lower.tail = FALSE)),
  quantiles = cbind(p, qnorm(p))
))

# log-gamma
x <- c(1e-8, 1e-3, 0.1, 0.5, 1, 1.5, 2, 2.5, 3, 5, 9.99, 10, 10.5, 25, 100.25, 1234.5, 1e5, 1e6 + 1, 1e9)
keep("log-gamma", cbind(x, lgamma(x)))
