# The reference answers of the methods behind the odds: ridge logistic regression, AUC, average precision, recalibration.
# Base R and glmnet (an independent solver), nothing of ours. R is not needed to run the tests. To make them again:
#   Rscript src/statistics/reference/make-odds-references.R && npx biome format --write src/statistics/reference
suppressMessages(library(glmnet))
suppressMessages(library(jsonlite))
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
keep <- function(name, cases) writeLines(toJSON(cases, digits = NA, auto_unbox = TRUE), file.path(here, paste0(name, ".json")))
set.seed(20261123)

# ridge-logistic: coefficients by glmnet's coordinate descent, which minimises mean loss + lambda/2 * factor * b^2 with
# factors that sum to the number of columns; standard errors by writing out (X'WX + L)^-1 and, clustered, the sandwich.
ridge <- function(X, y, w, penalties, clusters) {
  p <- ncol(X)
  lambda <- sum(penalties) / p / sum(w)
  fit <- glmnet(X, y, family = "binomial", weights = w, alpha = 0, standardize = FALSE, thresh = 1e-22, maxit = 1e7,
    lambda = lambda * c(100, 10, 3, 1), penalty.factor = penalties)
  b <- as.numeric(coef(fit, s = lambda))
  Z <- cbind(X, 1)
  mu <- as.numeric(1 / (1 + exp(-(Z %*% c(b[-1], b[1])))))
  L <- diag(c(penalties, 0))
  H <- t(Z) %*% (Z * (w * mu * (1 - mu))) + L
  scores <- rowsum(Z * (w * (y - mu)), clusters)
  list(rows = X, outcomes = y, weights = w, penalties = penalties, clusters = clusters,
    intercept = b[1], coefficients = b[-1],
    standardErrors = sqrt(diag(solve(H))),
    clusteredStandardErrors = sqrt(diag(solve(H) %*% (t(scores) %*% scores + L) %*% solve(H))))
}
cases <- list()
X <- cbind(rbinom(60, 1, 0.3), rbinom(60, 1, 0.5), round(rnorm(60), 3))
y <- rbinom(60, 1, plogis(-0.3 + 1.2 * X[, 1] - 0.8 * X[, 3]))
cases[[1]] <- ridge(X, y, rep(1, 60), c(1, 1, 1), rep(0:19, each = 3))
cases[[2]] <- ridge(X, y, round(runif(60, 0.2, 2), 2), c(0.5, 8, 3), rep(0:29, each = 2))
# Perfect separation by the first column.
X <- cbind(rep(0:1, each = 12), round(rnorm(24), 3))
cases[[3]] <- ridge(X, rep(0:1, each = 12), rep(1, 24), c(2, 2), 0:23)
# More columns than rows.
X <- matrix(round(rnorm(10 * 16), 3), 10)
cases[[4]] <- ridge(X, rep(0:1, 5), rep(1, 10), rep(4, 16), 0:9)
keep("ridge-logistic", cases)

# area-under-curve by counting pairs; DeLong's standard error by the covariance of placements, as his paper writes it.
auc <- function(s, y, w) {
  won <- which(y == 1); lost <- which(y == 0)
  wins <- outer(s[won], s[lost], function(a, b) (a > b) + 0.5 * (a == b))
  pairs <- outer(w[won], w[lost])
  v10 <- rowMeans(wins); v01 <- colMeans(wins)
  list(scores = s, outcomes = y, weights = w, area = sum(wins * pairs) / sum(pairs),
    standardError = sqrt(var(v10) / length(won) + var(v01) / length(lost)))
}
# average precision by its definition, one threshold after the other.
average_precision <- function(s, y, w) {
  recall <- 0; total <- 0
  for (cut in sort(unique(s), decreasing = TRUE)) {
    passed <- s >= cut
    r <- sum(w[passed] * y[passed]) / sum(w * y)
    total <- total + (r - recall) * sum(w[passed] * y[passed]) / sum(w[passed])
    recall <- r
  }
  total
}
ranked <- function(s, y, w) c(auc(s, y, w), averagePrecision = average_precision(s, y, w))
y <- rbinom(80, 1, 0.4)
keep("ranking", list(
  ranked(round(rnorm(80) + y, 3), y, rep(1, 80)),
  ranked(round(rnorm(80) + y, 0), y, rep(1, 80)),
  ranked(round(rnorm(80) + y, 1), y, sample(1:4, 80, TRUE)),
  ranked(rep(0.5, 10), rep(0:1, 5), rep(1, 10))
))

# Scores, Platt's calibration (glm on his drawn-in targets) and recalibration (glm on log-odds; offset for in-the-large).
recalibrated <- function(eta, y, w) {
  won <- sum(w * y); lost <- sum(w * (1 - y))
  target <- ifelse(y == 1, (won + 1) / (won + 2), 1 / (lost + 2))
  tight <- glm.control(epsilon = 1e-15, maxit = 100)
  platt <- suppressWarnings(glm(target ~ eta, family = binomial, weights = w, control = tight))
  line <- suppressWarnings(glm(y ~ eta, family = binomial, weights = w, control = tight))
  shift <- suppressWarnings(glm(y ~ 1, offset = eta, family = binomial, weights = w, control = tight))
  p <- plogis(eta)
  list(logOdds = eta, outcomes = y, weights = w,
    platt = unname(coef(platt)), line = unname(coef(line)), lineErrors = unname(summary(line)$coefficients[, 2]),
    inTheLarge = unname(coef(shift)),
    brier = sum(w * (p - y)^2) / sum(w), logLoss = -sum(w * (y * log(p) + (1 - y) * log(1 - p))) / sum(w))
}
eta <- round(rnorm(90, -0.4, 1.3), 3)
y <- rbinom(90, 1, plogis(0.2 + 0.6 * eta))
keep("recalibration", list(
  recalibrated(eta, y, rep(1, 90)),
  recalibrated(eta, y, sample(1:3, 90, TRUE)),
  recalibrated(round(eta * 4 + 3, 3), y, round(runif(90, 0.5, 1.5), 2))
))

# calibration-error where no probabilities are equal and the bins come out even: ten tenths of the order.
p <- sort(round(runif(200), 6)); y <- rbinom(200, 1, p^1.3)
bin <- rep(1:10, each = 20)
wilson <- t(sapply(split(y, bin), function(v) prop.test(sum(v), length(v), correct = FALSE)$conf.int))
keep("calibration-error", list(probabilities = p, outcomes = y,
  error = mean(abs(tapply(p, bin, mean) - tapply(y, bin, mean))),
  said = as.numeric(tapply(p, bin, mean)), happened = as.numeric(tapply(y, bin, mean)), low = wilson[, 1], high = wilson[, 2]))
