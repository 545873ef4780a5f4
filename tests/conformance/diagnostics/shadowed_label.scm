// rules: diag.5
// A binder that is named as a label of the type that it is compared with means what is bound; there is a warning.
enum Light { red, green }
noise lamp : Light ~ [1/4, 3/4]
fn is(red) = lamp == red       //~ shadowed-label
fn shown(red, l) = red
query P(let red = Light.green in lamp = red)     //= 3/4  //~ shadowed-label
query P(any(lamp = green for green in Light))    //= 1  //~ shadowed-label
query P(any(lamp = l for l in Light))            //= 1
query P(let red = Light.green in lamp = Light.red)  //= 1/4
query P(is(Light.green))                         //= 3/4
query sum(red for red in 1..3)                   //= 6
query P(shown(lamp = green, 1))                  //= 3/4
