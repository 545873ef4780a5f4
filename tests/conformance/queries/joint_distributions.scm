// rules: query.6, query.12
// Rows are the product of the columns' values: all of a declared domain, of an inferred one those that have probability given the conditions.
noise a ~ uniform(1..3)
var b ~ bernoulli(1/4)
noise u[i in 1..2] ~ bernoulli(i / 3)
var inferred = a * a
var declared : 0..5 = a + 1
var lab : {p, q, r} = if b then r else p
query dist(inferred)                    //= {1: 1/3, 4: 1/3, 9: 1/3}
query dist(inferred | a > 1)            //= {4: 1/2, 9: 1/2}
query dist(declared | a > 2)            //= {0: 0/1, 1: 0/1, 2: 0/1, 3: 0/1, 4: 1/1, 5: 0/1}
query dist(lab)                         //= {p: 3/4, q: 0/1, r: 1/4}
query dist(a % 2, b)                    //= {(0, false): 1/4, (0, true): 1/12, (1, false): 1/2, (1, true): 1/6}
query dist(inferred, a > 1)             //= {(1, false): 1/3, (1, true): 0/1, (4, false): 0/1, (4, true): 1/3, (9, false): 0/1, (9, true): 1/3}
query dist(a > 5)                       //= {false: 1/1}
query dist(u[i] for i in 1..2 | b)      //= {(false, false): 2/9, (false, true): 4/9, (true, false): 1/9, (true, true): 2/9}
query dist(u)                           //= {(false, false): 2/9, (false, true): 4/9, (true, false): 1/9, (true, true): 2/9}
query dist(a + i for i in 0..1)         //= {(1, 2): 1/3, (1, 3): 0/1, (1, 4): 0/1, (2, 2): 0/1, (2, 3): 1/3, (2, 4): 0/1, (3, 2): 0/1, (3, 3): 0/1, (3, 4): 1/3}
query dist(lab[b = 1])                  //= {p: 0/1, q: 0/1, r: 1/1}
query dist(3)                           //= {3: 1/1}
