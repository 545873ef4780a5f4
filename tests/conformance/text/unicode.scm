// rules: lex.1, lex.4
// Names and labels of every script; an emoji is no letter and needs backquotes.
enum 天气 { 晴, 雨, `☔ heavy` }
noise погода : 天气 ~ [1/2, 1/3, 1/6]
var größe = if погода == 晴 then 1 else 4
var `🙂` = größe > 2
query P(погода = `☔ heavy`)  //= 1/6
query E(größe)                //= 5/2
query P(`🙂` | погода != 晴)  //= 1
