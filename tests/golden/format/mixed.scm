// A file with everything in it, laid out badly.
model   mixed ;  import "effects"
enum Colour{red,green,blue,}   type Small=0..3
const n=5 const w=[[1,2],[3,4]]  const rate[c in Colour]=match c{red=>1/2;_=>1/4}
param p:Small=2


/// documented
latent var  hidden ~bernoulli(  1/2 )  // behind
extern fn f( 0..3,bool ) : 0..7
fn g(a,b:Small)=if a then b else if not a and b>1 then 1 else 0
noise u[i in 1..n,c in Colour if i>1]:Small~{0:1/2,1:1/4,2:1/8,3:1/8}
var x[0]:Small=0
var x[t in 1..n]:Small=min(3,x[t-1]+(u[t,red]==1)) /* inner */
var y:{a,b}~match x[n],hidden{0|1,_=>[1/2,1/2];2..3,true=>[1/4,3/4] _ =>[3/4,1/4]}coupling quantile
estimand effect(x,y,to=last(domain(x)))=E(y[x=to])-E(y)
query P(y=a|do(hidden=1,x[_]=0),x[1]>=1,x[t]=0 or hidden)
query E(x[n][x[t]=0 for t in 0..2,hidden->y~bernoulli(1/2)])+sum(P(x[t]=0)for t in 0..n)
query named[c in Colour]=P(u[2,c]=1)
assert P(hidden)==1/2
query dist(x[t] for t in 0..n | hidden = true, y = a, x[1] = 0, x[2] = 0, x[3] = 0, u[2, red] = 0, u[3, red] = 1)
default coupling independent
