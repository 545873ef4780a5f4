fn scaled(x) = 3 * x
fn twice_scaled(x) = 2 * scaled(x)
estimand mean(x) = E(x)
estimand other(x) = mean(x)
