// rules: val.1
// false comes before true: in comparisons, in tables, among the ties of map, and for first and last.
noise left ~ bernoulli(1/2)
noise right ~ bernoulli(1/3)
query P(left < right)       //= 1/6
query P(left >= right)      //= 5/6
query dist(right)           //= {false: 2/3, true: 1/3}
query map(left)             //= false: 1/2
query P(left = first(bool)) //= 1/2
query P(right = last(bool)) //= 1/3
query P(right = last(domain(right)) | right)  //= 1
query false < true          //= true
query dist(right, left | right or left)  //= {(false, false): 0/1, (false, true): 1/2, (true, false): 1/4, (true, true): 1/4}
