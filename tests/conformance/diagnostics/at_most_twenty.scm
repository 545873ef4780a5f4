// rules: diag.2
// Twenty errors and no more, the first ones of the file.
var v1 = unknown1  //! name: `unknown1`
var v2 = unknown2  //! name: `unknown2`
var v3 = unknown3  //! name: `unknown3`
var v4 = unknown4  //! name: `unknown4`
var v5 = unknown5  //! name: `unknown5`
var v6 = unknown6  //! name: `unknown6`
var v7 = unknown7  //! name: `unknown7`
var v8 = unknown8  //! name: `unknown8`
var v9 = unknown9  //! name: `unknown9`
var v10 = unknown10  //! name: `unknown10`
var v11 = unknown11  //! name: `unknown11`
var v12 = unknown12  //! name: `unknown12`
var v13 = unknown13  //! name: `unknown13`
var v14 = unknown14  //! name: `unknown14`
var v15 = unknown15  //! name: `unknown15`
var v16 = unknown16  //! name: `unknown16`
var v17 = unknown17  //! name: `unknown17`
var v18 = unknown18  //! name: `unknown18`
var v19 = unknown19  //! name: `unknown19`
var v20 = unknown20  //! name: `unknown20`
var v21 = unknown21
var v22 = unknown22
var v23 = unknown23
var v24 = unknown24
var v25 = unknown25
