// rules: decl.11, decl.12
// A variable needs a mechanism or a law, and only variables are latent.
noise v                 //! syntax
var x                   //! syntax
var y : 0..1            //! syntax
var z : 0..1 == 1       //! syntax
latent const w = 1      //! syntax
