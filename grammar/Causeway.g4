// SPDX-License-Identifier: MIT
//
// The grammar of Causeway's model files. grammar/README.md explains the language; src/syntax/antlr turns what is
// parsed here into the syntax tree of src/syntax/ast.hpp.
//
// A file is a sequence of declarations. Every declaration begins with a reserved word, so that the parser takes them
// one by one and an error in one leaves the others intact.
//
// What the grammar leaves to later checks: where a distribution, a set or a probability term may stand, that `=` is
// equality only inside a term, and that `_` stands only for the rest of a row or for every index.
grammar Causeway;

// Told apart before parsing, by looking at the token behind or by counting brackets: the `in` that ends a let's value from
// that of membership, and the `else` of `else if` from the last one. Otherwise long conditionals take quadratic lookahead.
tokens { LET_IN, ELSE_IF }

// Entry points: one declaration, one query (command line, hosts), one constant (-D name=value); what a host says was seen,
// and what is done.
declarationOnly : declaration ';'* EOF ;
queryOnly : expr ';'? EOF ;
eventsOnly : expr (',' expr)* EOF ;
interventionsOnly : interventions EOF ;

declaration
    : 'model' name                                                                  # modelDeclaration
    | 'import' STRING                                                               # importDeclaration
    | 'type' name '=' domain                                                        # typeDeclaration
    | 'enum' name '{' name (',' name)* ','? '}'                                     # enumDeclaration
    | kind=('const' | 'param') name indices? (':' domain)? '=' expr                 # constantDeclaration
    | 'fn' name '(' (parameter (',' parameter)*)? ')' '=' expr                      # functionDeclaration
    | 'extern' 'fn' name '(' (domain (',' domain)*)? ')' ':' domain                 # externDeclaration
    | 'latent'? kind=('noise' | 'var') name indices? (':' domain)?
      (op=('=' | '~') expr ('coupling' name)?)                                      # variableDeclaration
    | 'query' (name indices? '=')? expr                                             # queryDeclaration
    | 'assert' expr                                                                 # assertDeclaration
    | 'estimand' name '(' (parameter (',' parameter)*)? ')' '=' expr                # estimandDeclaration
    | 'default' 'coupling' name                                                     # couplingDeclaration
    ;

indices : '[' indexSpec (',' indexSpec)* ('if' expr)? ']' ;
indexSpec : binder | arith ;
parameter : name (':' domain)? ('=' expr)? ;
domain : arith ;

// Loosest last. `a = b` beside `a == b`: see above.
expr
    : arith (op=('==' | '!=' | '<' | '<=' | '>' | '>=' | '=' | 'in') arith)?        # comparison
    | 'not' expr                                                                    # negation
    | expr 'and' expr                                                               # conjunction
    | expr 'xor' expr                                                               # exclusiveOr
    | expr 'or' expr                                                                # disjunction
    | <assoc=right> expr 'implies' expr                                             # implication
    | 'if' expr 'then' expr (ELSE_IF 'if' expr 'then' expr)* 'else' expr             # conditional
    | 'match' expr (',' expr)* '{' arm* '}'                                         # matchExpr
    | 'let' name '=' expr LET_IN expr                                               # letExpr
    ;

// What the levels above are made of. One rule, because every rule between an expression and a name costs time.
// `y[x = 1]` is a world, although `x = 1` could be an index too: the first alternative wins.
arith
    : arith '[' interventions? ']'                                                  # world
    | arith '[' expr (',' expr)* ']'                                                # index
    | <assoc=right> arith '^' arith                                                 # power
    | '-' arith                                                                     # minus
    | arith op=('*' | '/' | 'div' | '%') arith                                      # product
    | arith op=('+' | '-') arith                                                    # sum
    | arith '..' arith ('step' arith)?                                              # range
    | NUMBER                                                                        # number
    | (ID | QUOTED | STEP)                                                          # reference
    | word=('true' | 'false')                                                       # truth
    | 'bool'                                                                        # boolSet
    | '_'                                                                           # wildcard
    | '$' name '?'?                                                                 # placeholder
    | name '.' name                                                                 # qualified
    | name '(' arguments ')'                                                        # call
    | '(' expr ')'                                                                  # group
    | '[' (expr (comprehension | (',' expr)*) ','?)? ']'                            # array
    | '{' (entry (comprehension | (',' entry)*) ','?)? '}'                          # braces
    ;

arguments
    : (argument (comprehension | (',' argument)*))? ('|' condition (',' condition)*)?
    ;
argument : (name ':')? expr ;
condition : 'do' '(' interventions? ')' | expr ;

comprehension : 'for' binder (',' binder)* ('if' expr)? ;
binder : name 'in' arith ;

// A set `{a, b}` or a law `{a: 1/2, b: 1/2}`.
entry : expr (':' expr)? ;

interventions : intervention (',' intervention)* ;
intervention : target ('->' target)? op=('=' | '~') expr ('for' binder (',' binder)*)? ;
target : name ('[' expr (',' expr)* ']')? ;

arm : pattern (',' pattern)* '=>' expr ';'? ;
pattern : patternItem ('|' patternItem)* ;
patternItem : patternValue ('..' patternValue)? ;
patternValue
    : '-'? NUMBER ('/' NUMBER)?
    | word=('true' | 'false' | '_')
    | name ('.' name)?
    ;

// `step` is a word of the language only behind a range.
name : ID | QUOTED | STEP ;

// Reserved, so that models written today stay valid.
RESERVED : 'observe' | 'given' ;
STEP : 'step' ;
NUMBER : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ;
fragment DIGITS : [0-9] ('_'? [0-9])* ;
ID : ('_' [\p{XID_Continue}] | [\p{XID_Start}]) [\p{XID_Continue}]* ;
QUOTED : '`' ~[`\r\n]+ '`' ;
STRING : '"' ~["\r\n]* '"' ;

SPACE : [ \t\r\n\f\u000B]+ -> channel(HIDDEN) ;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;

// What is no token, as tokens: the parser says what is wrong with them.
OPEN_COMMENT : '/*' ;
OPEN_QUOTE : '`' ~[`\r\n]* ;
OPEN_STRING : '"' ~["\r\n]* ;
BARE_FRACTION : '.' [0-9]+ ;
STRAY : . ;
