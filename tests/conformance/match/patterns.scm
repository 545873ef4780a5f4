// rules: match.2
// Patterns: numbers, true and false, labels, Type.label, names of numeric constants, ranges, alternatives.
enum Wine { white, red }
enum Light { red, green }
const half = 1/2
const top = 3
param floor_level = -2
noise z ~ uniform({-2, -1, 0, 1/2, 1, 3})
noise wine : Wine ~ [1/4, 3/4]
noise light : Light ~ [1/5, 4/5]
noise flag ~ bernoulli(1/3)
query E(match z { -1 => 1; 1/2 => 2; _ => 0 })            //= 1/2
query E(match z { half => 1; top => 10; _ => 0 })         //= 11/6
query E(match z { floor_level => 6; _ => 0 })             //= 1
query E(match z { -2..0 => 1; _ => 0 })                   //= 1/2
query E(match z { 0..1 => 1; _ => 0 })                    //= 1/3
query E(match z { floor_level..-1 | 1..top => 1; _ => 0 })  //= 2/3
query E(match z { -1/2 => 1; _ => 0 })                    //= 0
query E(match z { 1 | half | 0.5 => 1; _ => 0 })          //= 1/3
query E(match wine { red => 1; white => 2 })              //= 5/4
query E(match light { red => 1; green => 2 })             //= 9/5
query E(match wine { Wine.red => 1; _ => 0 })             //= 3/4
query E(match wine, light { red, red => 1; white | red, green => 2 ; _ => 0 })  //= 7/4
query E(match flag { false => 1; true => 4 })             //= 2
query E(match wine { Light.red => 1; _ => 0 })            //! type
query E(match light { 1 => 1; _ => 0 })                   //! type
