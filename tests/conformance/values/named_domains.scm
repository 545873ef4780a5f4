// rules: val.12
// Names of types stand wherever a domain does, before and after their declaration.
enum Colour { red, green, blue }
type Paint = Colour
type Flag = bool
type Count = 0..2
noise paint : Paint ~ [1/2, 1/3, 1/6]
noise flag : Flag ~ bernoulli(1/5)
var number : Count = if paint == Colour.blue then 2 else flag
query P(paint = Paint.green)     //= 1/3
query P(flag)                    //= 1/5
query dist(number)               //= {0: 2/3, 1: 1/6, 2: 1/6}
query sum(k for k in Count)      //= 3
query P(paint in Colour)         //= 1
query count(c != red for c in Paint)  //= 2
