// rules: name.3, name.4
// Names of functions, types and, outside queries, of queries stand for no value, and hide no label.
enum Day { mon, tue, wed, thu }
fn mon(x) = x + 1
type tue = 0..3
noise u ~ bernoulli(1/4)
var day = if u then mon else if mon(0) == 1 then tue else wed
var other : Day = if u then thu else wed
query wed = P(u)                 //= 1/4
query P(day = mon)               //= 1/4
query P(day = tue)               //= 3/4
query P(other = Day.wed) + wed   //= 1
query P(mon = day)               //= 1/4
