// rules: lex.10
// Line ends of every kind, tabs and form feeds are white space, and `;` may close a declaration.
noise rain~bernoulli(1/4);noise cold ~ bernoulli(1/3) noise wind ~ bernoulli(1/2);;
var ice = rain
  and	coldvar mood = 3
- 1
var storm[k
in 1..2] = rain and wind and k
== 1
query P
(ice)  //= 1/12
query E(mood)	; //= 2
query P(storm
[1]) //= 1/8
query P(ice) + 1 query P(ice)  //= 13/12
//= 1/12
;
query let a = 1 in a
+ 1     //= 2
query (1) ; ; //= 1
