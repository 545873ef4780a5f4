// rules: val.13
// Same labels in the same order: one type, whatever its names. An enum and braces are no different.
enum Size { small, medium, large }
enum Format { small, medium, large }
type Cup = {small, medium, large}
var shirt : Size ~ [1/2, 1/3, 1/6]
var sheet : Format = shirt
var cup : {small, medium, large} = if sheet == small then shirt else large
fn bigger(s : Cup) = s > Size.small
query P(shirt = sheet)               //= 1
query P(cup = Format.large)          //= 1/2
query P(bigger(shirt))               //= 1/2
query P(max(cup, sheet) = Cup.medium)  //= 0
query P(cup in Size)                 //= 1
query P(shirt < medium | sheet <= Cup.medium)  //= 3/5
