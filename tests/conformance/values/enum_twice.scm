// rules: val.12, decl.2
// An enum names each label once, and a type is not defined by itself.
enum Light { red, green, red }   //! name: `red`
type A = B                       //! cycle: `A`
type B = A
type C = Lamp                    //! name: `Lamp`
