// rules: name.7, name.8
// Each side of a comparison expects the other's type; of two bare names the left is a variable if it can be one.
enum Light { red, green }
enum Wine { white, red }
noise red ~ bernoulli(1/3)
var green ~ uniform(1..3)
var light : Light = if green > 1 then red else green
var wine : Wine = if red then red else white
query P(light = red)              //= 2/3
query P(wine = red)               //= 1/3
query P(light != red)             //= 1/3
query P(light < green)            //= 2/3
query P(red = light)              //! type
query P(green = light)            //! type
query P(white = wine)             //= 2/3
query P(Light.red = light)        //= 2/3
query P(red = red)                //= 1
query P(red = true)               //= 1/3
query P(red = (green > 1))        //= 4/9
query P(green = red + 1)          //= 1/3
query P(light in {red})           //= 2/3
query P(red = light[green = 2])   //= 1
query P(red in Light)             //! type
query P(Light.red in {light})     //= 2/3
query P(light = white)            //! type
query P(wine = Light.red)         //! type
query P(light = (red))            //= 2/3
