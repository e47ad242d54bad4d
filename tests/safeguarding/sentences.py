"""Invented sentences to screen, by the least (must catch) or the most (near miss) that may be found. Nobody said them."""

RED = """
someone is trying to break in to our house
theres a man in my room i dont no him
a stranger followed me home
he has got a knife
she said she is going to stab me
they are going to kill me
please help im really scared hes coming
call the police now
need an ambulance
999
🆘🆘
SOS
the kitchen is on fire
i can smell gas
im locked out and i dont know where i am
Tom fell down and cant get up
i cant breeve
he is not breathing
Mary is choking on her toast
pain in my chest
my chest realy hurts
nan wont wake up
my friend is having a fit
she passed out in the bath
im bleeding alot
theres blood everywere
i took too many tablits
i swallowed a battery
I took an overdose
they gave me the wrong tablets
i think im dying
i think i broke my arm
i want to die
i wanna dye
wish i was dead
i dont want to be alive any more
dont want to live anymore
i want to kill my self
im going to kms
thinking about suiside
im feeling sucidal
nobody would miss me if i was gone
theres no point living
going to jump off the bridge
i keep thinking about hurting myself
i cut my arms again
i slit my rists
i want to go to sleep and never wake up
better off without me
im gonna stab him
i will kill her
🔪😱
🚑
help me now
he is hurting me right now
"""

AMBER = """
Ben punched me in the tummy
she slaps my legs when i cry
he hits me wen mum goes out
the new carer pinches my arm
night staff r rough with me
he kiked me
my boyfriend punches me
my brother strangeld me
she pulls my hair in the shower
he grabed my wrist and it bruised
dad threw a cup at me
i get hit at home
got beat up by lads at the bus stop
he spits at me
he pushed me down the stairs
she was shoving me
he twisted my arm up my back
👊 me
he 👊🏿 me 😭
🤜😭
h.e h.i.t.s m.e
h u r t s me he does
he  H U R T S  m e
he hitz me
dont let him hit me again please
i dont like it when he hits me
i wish he didnt hit me
she doesnt hit me when mum is here
they never hurt me any more
he didnt just push me he kicked me
please stop her hurting me
he touches my private parts
he tutches my bits
uncle makes me touch him
she comes into my bed at night
he made me have sex
i was raped
he took my trousers down and i said no
he showed me his willy
he kissed me and i didnt want it
he takes photos of me naked
they watch me in the shower
he wants sex and i dont want to
staff slapped Ruth
i saw the driver hit Omar
they hurt Ruth when nobody looks
Omar has a black eye
Ruth is covered in bruses
my niece is scared of him
he keeps shouting at me
she screams at us every morning
they call me thick
he calls me a retard
everyone laughs at me and staff join in
she is bullying me
im getting bullyd
she makes fun of how i talk
the carers swear at me
he is really nasty to me
im scared of him
scared to go home
im frigtened of the night staff
i dont feel safe here
she frightens me
he said he will hit me if i tell
told me not to tell anyone
its our little secret he said
she threatened me
i will get in trouble if i tell
they locked me in my room
the kitchen is always locked
they wont let me go out
im not aloud to see my girlfriend
not allowed my phone
staff took my phone away
they pinned me to the floor
he sat on me
they tied me to the chair
i got restrained
they shut me in the bedroom
she makes me stay in my room all day
they put tablets in my tea
he forces me to take medicine
no food in the house
they didnt give me any dinner
nobody fed me today
left me on the toilet for hours
she leaves me in a wet bed
nobody comes when i press the buzzer
they forgot my tablets again
staff was asleep all night
i have not been washed for days
he stole my bank card
my money has gone missing
she keeps asking me for money
they use my card to buy fags
wont give me my own money
made me pay for his beer
someone nicked my purse
lads come in and take my stuff they make me hide drugs
kids throw stones at my window
i hit my housemate
i punched her in the face
i got angry and hit staff
i hurt someone
i want to hurt him
i bit the carer
i hate myself
i bang my head on the wall
i stopped eating
he does bad things to me
he abuses me
safeguarding please
🩸
🩸😭
🛏️👨🏻😢
✋😢
👊👨
"""

AT_LEAST_AMBER = """
ruth keeps hitting me
he slapt me round the head
my carer is mean and she hit my arm
the man who drives the bus hits people
they whack me with the remote
somebody hurt me last night
he put his hands round my throat
i have bruises on my arms
that worker is horrible to us
mum hits me
mi dad bites me
he burnt me with a fag
they dragged me down the corridor
i got slaped
he broke my glasses and hit me
staff grabs me by the neck
my support worker is rough when she washes me
she throws cold water on me
he keeps poking me and it hurts
i dont want to go back there they hurt me
he did something bad to me in the toilet
he put his hand down my pants
he rubs my leg and i dont like it
the taxi man touches my knee
he gets his willy out
she says i have to kiss her
he wont stop touching me
staff come in when im in the bath and stare
he asked me to send a naked picture
he makes me look at porn
he wont let me have my phone
they took my wheelchair so i cant move
the door is locked and they have the key
i have to stay in bed all day they wont get me up
they hide my shoes so i cant go out
staff say i cant have a boyfriend
they strap me in my chair all day
they stop me ringing my mum
i am not allowed to have visitors
i havnt eaten since yesterday
my pad was not changed
i asked for help to go to the toilet and they said no
they dont give me my meds
there was no staff last night
no one helps me when i fall
he took my pip money
shes always borrowing money and never gives it back
he wants my pin
i have no money left he spends it
they sold my tv
i feel like ending it
i dont want to be here anymore
i want to disappear
im cutting again
i took loads of pills
i want to be dead
i hope i die tonight
my life is not worth living
i cant take this anymore
i tried to kill myself
cant brethe help
my chest is tight
my lips are blue
i had a seizure just now
he is unconcious
so much blood
i drank bleach
my face has gone droopy
there is a fire in the kitchen
there is a man outside with a knife
he is kicking the door down
help they are fighting and im scared
a man is following me
he said he will kill me
im stuck in the lift
i hit Ben with a chair
i pushed her over
i kicked my carer
i feel like hurting people
i scratched staff
he laughs when i fall over
they call me names on the bus
my neighbour bangs on the wall and shouts abuse
he says im stupid
she swears at me
they talk to me like im a dog
she said dont tell your mum
if i tell he will hit me
daz hits me when hes drunk
she used to hit me
he has stopped hitting me now
he hits his wife
the boy next door has cuts all over
sam says staff hurt him
he is hurting my sister
😭👊👊
🤕👊
🆘😭
he 🔪
👨‍🦰🛏️😭
hit me
he hurt
being hit
i am being abused
he frightens us all
i hide when he comes
they scare me at night
there is a new man he touches my bum
she pinched my bum in the kitchen
he bited me
they dont feed me
my worker stole from me
he makes me scared
she raises her hand to me
i was pushed by staff
im being bullied
i am black and blue
i want to report abuse
dad locks me in
mum keeps my money
they laugh at me in my pants
he keeps coming to my flat for money
they smoke drugs in my flat and wont go
i got told to shut up and sit down
staff told me to shut up
he throws things when he is angry
he smashed my room up
i cry every night because of him
please dont send me back
i want to leave here i hate it they hurt us
the lady grabs my arm too hard
she bent my fingers back
they take my food
they eat my food and i get none
he put something in my drink
i feel sick after he gave me a drink
they film me on the toilet
he is my friend but he takes my dole
someone used my card
a boy at college touched me
a man on the bus showed me his thing
i got a big bruise off him
i have no tablets left
they wont call the doctor
im on the floor and no one is here
i have been on my own all night
no one came last night
i had to sleep on the floor
my head is bleeding
he fell and hit his head and wont talk
she is having a fit
my leg is broken
i ate a battery
ive taken something
i took all of them
i have a rope
goodbye everyone i wont be here tomorrow
im a burden
no one would care if i died
i wish i could just die
kill me
i want someone to kill me
im so scared he is outside
a man has come in
he wont leave
he is going to hit me
theyre hurting her
staff is hitting sam now
sum1 hit me
nite staf hert me
he hurtid me
he puncht me
she smakt me
he hit mi
i bin hit
he dun it again he hurt me
hes bin hiting me
dey lock me in
i is scared of him
me scared of staff
him hit me
her hit me
man hit me
no like him hurt me
staff bad hit
hit by staff
bad man touch me
touch me there
he touch me down there
not let me out
no food me hungry
door lock cant get out
he take money
money gone he take it
my carer shoved me against the wall
Lee always kicks my shins under the table
she smacks my bottom when im naughty
he bit my ear
the bus driver grabbed me
someone at the day centre hurt me
i get slapped if i spill
he scratched my face
they hurt my arm putting my coat on
staff dragged me out of bed
dad hits me with a belt
hes always hitting me
she hurts me when she does my hair on purpose
he squeezed my hand really hard to hurt me
pete hert me agen
he punshed me in my belly
she pinshed me
my flatmate threatens me
he comes in my room and touches me
he touched me where he shouldnt
he does rude things to me
my stepdad gets in bed with me
she touches my boobs when washing me and laughs
he asked me for sex
he sent me a picture of his private parts
he made me show him my bum
they lock the fridge
they lock the front door so we cant get out
i am locked out of the kitchen
staff wont let me go to bed when i want
they wont let me phone my sister
im not allowed to go to the shop on my own
i cant see my girlfriend because staff say no
she took my ipad off me because i was bad
they hold my arms so i cant move
four staff held me on the floor
they gave me an injection to calm me down
they crush my tablets up in my yogurt
i was left in bed all day
they left me in my own poo
i didnt get any food yesterday
staff are always on their phones and dont help me eat
no one has washed me this week
they wont take me to the doctor
my medicine ran out and no one cares
my brother takes all my benefits
the man next door makes me buy him beer
she used my bank card
he says hes my friend but he wants my money
my purse is empty and she was in my room
they are using my flat to sell drugs
people laugh at me in the street
kids on my road call me names
he called me a spastic
she shouts in my face
the night worker scares me
i am afraid of my dad
i am frightened to be on my own with him
i dont feel safe with that man
he said he would kill my cat if i tell
he told me its our secret
i cant say or he will be angry
they said i will be sent away if i tell
i saw bruises on Dot
Dot gets hit by her mum
my friend is being hurt
they are cruel to Dot
he hurts the baby
my little sister is getting hurt by her dad
i hit my mum
i slapped Lee
i feel like killing him
i pushed my carer down
i want to smash his face in
i dont want to be on this earth
i want it to be over
im going to end my life
i am going to take all my tablets
i think about dying all the time
i scratch my arms till they bleed
i dont eat because im fat
i have been sick on purpose
i cant breath properly
i got chest pains
she is on the floor not waking up
he had a fit and hasnt stopped
i took double my tablets
i swallowed some bleach
my throat is closing up
blood wont stop
my carer has collapsed
there is smoke coming under my door
someone broke in
a man is banging on the door and shouting
im outside and i dont know the way home
he has a gun
he is strangling her
help police
my dad is beating my mum up
im being followed
😭🔪
🤕😭👨
he 👊👊 me
👨🛏️🚫😭
🆘🔥
my brother gave me a thick ear
the cook slapped my hand away hard
she digs her nails in me
he sprayed me with the hose for a joke i was crying
he trod on my foot on purpose
i got thumped
my ribs hurt where he kicked me
he shook me
the man hurts my bum
he wants me to sit on his lap and touches me
he keeps touching my hair and i hate it
i was touched by a man
my uncle did sex to me
they look at me when im on the toilet
i dont want that man to wash me he is rude to me down there
they locked the garden gate so we are stuck
staff shut me out in the cold
she wont let me eat
i am not allowed to choose my clothes
they have cameras watching me
staff took my money and wont give it back
i have been robbed
my mate makes me give him my benefit money
the carers steal my fags
nobody gives me my insulin
i am left sitting in my wheelchair all day
she didnt change my pad all night
theres no food in the fridge again
im always hungry they dont give me enough
he calls me fatty and i cry
she told me i am worthless
they ignore me when i cry
he threatened to throw me out
she said she will slap me
im scared of Lee
i dont want to go home because he hurts me
please dont tell him i said he hits me
he said dont tell the manager
Kim is being bullied
Kim got punched
they force Kim to eat
Kim cries when he comes near
i punched staff
i nearly strangled him i was so angry
i hurt my sister
i want to stab somebody
i hate my life i want it to stop
i might kill myself tonight
i have been self harming
i took all my pills
i burn myself with a lighter
i cant get my breath
i have bad pains in my chest
he has stopped breathing
gran is unconscious on the floor
ive been stabbed
there is blood pouring from my leg
im choking
someone is hurting me now
he is trying to break my door down
my house is on fire
i am lost and its dark
strange man in garden looking in my window
help help help
👊😭
🔫😨
she pulled me by my hair
he hrut me
tehy hit me
he hit,me
he.hit.me
HE HIT MEEEE
staf hert jo
im scard of nite man
my support worker smacked the back of my head
he yanked my arm out of the chair
a lad at college keeps thumping me
someone is hurting my housemate
mum calls me useless and cries
i get told off and sent to bed with no tea
he feels my leg in the car
she wont stop kissing me i told her no
a man online wants rude pictures of me
the manager keeps all our bank cards
they make me pay for staff food
staff wont unlock the kitchen
i have been shut in my flat since monday
they tie my hands when i scratch
i cant have visitors any more
staff give me tablets to shut me up
they leave me in bed till dinner time
nobody helped me get to the loo so i wet myself
i was so thirsty and they wouldnt give me water
im frightened when he drinks
he says he will get me
dont make me go back to that house
i saw staff drag Mo by his hair
Mo has burns on his hand
my baby sister gets smacked
i bit a lady at the centre
i threw a chair at staff and she bled
i dont want to live any more
everyone would be happier if i died
i cut my legs with a blade
i have taken a whole box of paracetamol
my heart has gone funny and my chest is tight
i cant breathe proper
dad is on the floor and not breathing
there are burglars downstairs
he has locked me in and hes got a knife
i can see flames
he tuch my bum
stf hitn me
she hrts me evry nite
"""

CHECK = """
nobody hit me
no one has hurt me
staff do not hit me
he didn't hit me
i am not scared of him
i didnt hit anyone
can you keep a secret
dont tell anyone
help
help me
im scared
👊
💊
i could kill him
my mate told me off
she is so mean
im lost
my head hurts
i fell over
he kissed me
i dont want to die
"""

AT_MOST_CHECK = """
it hit me that its friday
the sun hit me in the eyes
the ball hit me on the leg
Dave hit a six
i hit the drums loud
we hit the shops
i kicked the ball in the net
he kicked a goal
she hit the nail with a hammer
she punched the air
he beat me at dominoes
Lena beat us at bowling
they beat us 5 nil
we were beaten by the blues
that joke killed me
the stairs are killing me
my new shoes are killing me
i could murder a curry
could kill for a bacon butty
im dying for a wee
my tablet died
the battery is dead
i was dead tired
dying to see the show
i laughed till i cried
laughed so much i couldnt breathe
nearly had a heart attack when i won
the film was scary
that ride scared me
dr who scared me but i liked it
im scared of spiders
the fireworks frightened me
murder mystery night was fun
a man got stabbed on eastenders
he got shot in the film
i shot a zombie in my game
we set fire to the bbq for burgers
the fire alarm went off
we had a fire drill
i want to see a fire engine
i cut the cake
i cut my nails
she cut my hair
he cut up my dinner nicely
i burned my toast
i need a knife and fork
help me choose a film please
can you help me with my shopping
i need help with my washing
staff help me cook
she pushed me in my wheelchair to the park
he pushes my chair
push me on the swing
the song touched me
keep in touch with my friends
the touch screen is hard
i touched the horse it was soft
a hug from mum
the dog bit me a bit but we were playing
the cat scratched me
the cat sat on me
midges bit me
the driver strapped me in the bus seat
i took my money to the shop
i spent my money on sweets
i like spending my money
help me save my money
no more money till friday
they took me to the shop
they took my coat to be washed
he nicked my chips haha
dogs are not allowed in the cafe
the app wont let me log in
wifi wont let me watch telly
smoking isnt allowed
we locked the door and went out
i lock my door at night
i like my room
i stay in my room when i want
i fell asleep in the film
i fell in love with the puppy
we fell out but made up
break a leg
i got a fit of giggles
my chest of drawers is new
my heart is happy
i love my new bed
the bed is too hard
my soup was cold
no dinner for me thanks im full
i was wet from the rain
left me to do it on my own and i liked it
they left me alone when i asked for quiet
the staff were not asleep on the job ha
nobody shouted at me
no one laughed at me
everyone shouted hooray
we shouted for our team
call me a taxi
they call me Bobby
a surprise party for mum its a secret
bruised banana
blood test went ok
the nurse took my blood pressure
i gave up smoking
they gave up their seat for me
i want to go to heaven the nightclub
dont want to live in a noisy house
dont want to go on the bus
dont want to wake up so early
the police station visit was good
i met a policeman
we played hangman
my team smashed it
she smashed the karaoke
he killed it on stage
punchbag at the gym was good
i do boxing i hit the pads
thumped the table when we won
let me know please
she let me pick
he let me down gently at cards
the bus was late
i want chips
polite staff
looked at the sea
i got a beach towel
it was wicked
sick beat mate
the food was bad it was shocking
shut the door its cold
spooky halloween 🎃🔪🧟
👊👍 great game
😢 film
i hit the jackpot
we hit a traffic jam
the bowling ball hit all the pins
that hit the spot
my horse kicked up mud
rain beat on the roof
he is a hit
the song is a smash hit
greatest hits night was fab
i hurt laughing
my feet hurt after the long walk
tooth hurts need dentist
my back hurts me
i got a bit burnt in the sun
i burnt the cakes
sausages were burnt
cut the grass today
got my hair cut
paper cut on my finger
short cut to the shops
i banged the drum
fire works were lovely
im on fire at pool today
the boss is nice
staff never rush me
they let me choose
they never shout
she does not shout at me
nobody is nasty here
i feel safe here
i am safe
im not scared any more of the lift
i was scared of the dentist but it was ok
scary ride at alton towers was fun
i love horror films
ghost train scared us lol
cant breathe for laughing
this heat is killing me
i am dead good at darts
drop dead gorgeous outfit
over my dead body haha
i died on level 3 of mario
kill the boss on level 4
shoot the ball in the hoop
i was shot putting
gun fight in the cowboy film
police drama on telly
stolen goal
he stole the show
i stole a biscuit
i lost my bus pass
can i have money for bus
can you take money out for me
my money was late
my mum looks after my money
i bought a card for my friend
took tablets with my tea
the nurse gave me my tablets
i take my tablets every morning
had my flu jab it hurt a bit
the blood test hurt
can i have a lock on my door
i locked my bike
locked out of facebook
door was stuck
dogs allowed
hold my hand please
he held my hand on the ice
she held the door
tied my shoes
tie dye was fun
my wheelchair strap is broken
i was left till last
left it at home
left handed scissors please
wet weather
i spilt tea and got wet
i am hungry
no more chips
starving lets eat
we ran out of milk
no hot chocolate left
they were asleep in the car
cat asleep on bed
i slept in bed all day lovely
touch wood
touching story
i felt happy
i felt left out
kiss from nan
bed time story
naked gun film
nightmare on telly
bully beef sandwich
bull in the field
she laughed at my joke
they laughed at the film
call me later
calls me every day my sister does
call me jim
they call the bingo numbers
i was called first
shouting at the football
i shouted for my team
loud music made me cry happy
i cried at the film
my secret santa
secret garden was nice
i told staff and they sorted it
staff told me to wait
i want to talk to staff
dont like peas
i hate mondays
i hate sprouts
i give up on this puzzle
cant do this quiz
lost at cards
im lost in this menu
help with menu
emergency exit sign is good
ambulance men were nice at the fair
she takes me to bingo every week
he took me swimming
staff took us to the beach
they gave me a choice
they gave me tablets at 8
take me home please
i want to go home
my mum keeps my money safe
staff help me with my money
i use my card in the shop
can i get my money out on friday
the food made me feel sick
i feel poorly
i have a cold
i have a headache
i am sad today
i miss my mum
my nan died
grandad is dead i miss him
my dog died
the goldfish is dead
i cried because i miss her
he makes me laugh
they make me feel happy
she makes me a cup of tea
he made me dinner
made me do my own washing and im proud
they make me do the washing up
she tells me what to do
he is bossy
its boring here
not enough staff
there was no staff for swimming
no one to take me bowling
nobody came to my party
nobody told me
no one told me the bus was cancelled
they didnt ask me
staff were late again
the taxi didnt come
my room is cold
heating is too hot
shower is broken
my door is broken
the lift is broken
i broke my cup
i broke my phone
my tv is broken
bed is broken
i want to move out
i dont like it here
i dont like living with Sid he is noisy
Sid plays loud music all night and i cant sleep
the new staff dont know me
i want a different keyworker
she went in my room without knocking
he ate my biscuits
he drank my pop
they used my mug
he sat in my chair
she moved my things
i dont want a bath
i like a bath at night with bubbles
i like it when she does my hair
she washes my hair nicely
he helps me in the shower and is kind
staff hold my hand when i cross the road
he hugged me when i was sad
my girlfriend kissed me on my birthday
we had a kiss at the disco
i want to have sex with my boyfriend
can i get married
i love my boyfriend
we are trying for a baby
i smoke outside
i had a beer
i was drunk at the party
im in trouble with my puzzle
i got told off for being late
my brother is a policeman
we watched casualty on telly
i had an x ray
i went to the hospital for my check up
the dentist pulled my tooth out
the doctor touched my tummy to check it
blood pressure was fine
my period came
i had a nose bleed
i need a plaster
i slipped on ice but im ok
i bumped my knee
i stubbed my toe
my ear hurts
i dont want tablets anymore can we talk to doctor
can i stop my medication
i dont feel like going
i feel like a pizza
want to kill time before the bus
killing it at darts
that pizza was to die for
shoot me a text
hit the gym
hit the road
knock knock joke
he knocked on my door
she knocks before coming in
we beat them
beat the eggs
my heart beats fast on the ride
whipped cream
smash burger please
pinch of salt
kick off is at 3
kickboxing class
fight for my rights
food fight was fun
snow ball fight
crush on a boy
bust up with my mate
we saw a boxing match on telly
the punchline was funny
i hit 180 at darts
hitting the drums is fun
we had fruit punch
slapped on some sun cream
i kicked about with my mates
kick about in the park
the smack of the ball
beat it by michael jackson
i like the beat
bit of cake please
i bit my tongue
bite to eat
scratch card win
scratchy jumper
pinch me im dreaming
i choked up at the wedding
burning the candles
i burnt my finger a bit on the iron
shook hands with the mayor
milk shake
dragged myself out of bed
grab a coffee
grabbed a seat at the front
the wind nearly pushed me over
she pushed the trolley
push the button
they threw me a party
threw the ball to me
i was thrown a surprise party
he threw the ball
touchdown in the game
i felt the sand in my toes
felt tip pens
hands on cooking was good
bottom of the garden
bum bag is new
my private room is nice
private lessons
bits and bobs
i got in bed early
mum came in my room with tea
i got undressed by myself
naked chef
strip the bed
same sex couple
the shower was warm
staff watch telly with me
photo of me in the bath toy shop
they took photos of me at prom
we locked up the shop
keys are lost
shut the curtains
shut up shop
my room door sticks
they keep me busy
they keep me in the loop
i stayed in all day because it rained
i stayed in bed late lovely
sent me a card
go to my room for quiet time which i like
staff let me go to the shop
they let us stay up late
i am allowed to have a cat
no dogs allowed
they took my order
she took my hand to dance
took my temperature
they took my photo
the doctor gave me new tablets
new medicine makes me sleepy
my tablets taste bad
no dinner yet
dinner was late
dinner was horrible
im full up
food bank was busy
left on the bus at 9
leave me a note
left a mess
wet dog
my bed is wet the window leaks
changed my sheets
my money comes on tuesday
how much money have i got
i need money for bowling
she lent me a book
borrowed a pen
steal the ball
robbed of a win by the ref
bank card came in the post
buy me a drink mate
he bought me a coffee
laugh out loud
call me when ready
what do you call it
name of the cat
shout out to the cooks
scream if you want to go faster
swear jar is full
tease the cat
nasty weather
cruel summer song
horrible histories was on
evil queen in panto
scared of the dark so i have a lamp
afraid i cant come
spooky house
safe and sound
unsafe ladder in the garage
my secret crush
secret agent film
told you so
dead sea salt
died my hair pink
dye my hair
deadly good
die hard is my film
kill bill
life is good
end of the day
ending of the film was sad
jump in the pool
jump rope class
hang my coat
hanging basket
drown the chips in vinegar
overdosed on chocolate
cut and paste
clean cut
cut down on sugar
bleeding heart flower
bloody lovely
blood orange juice
breathe in and out at yoga
breathless after running
chest of treasure
heart shaped cake
stroke the cat
fit as a fiddle
keep fit
passed out leaflets
collapse the tent
fire pit
fired up for the game
smoke free
gas bill
help desk
helped me a lot
helping hands
police car toy
emergency lights work now
wrong bus stop
🔥🔥 disco
"""

NOTHING = """
the disco was good
i like tea
👍
😀
the bus was late
i want to go swimming
yes
no
3
i made my own lunch
Friday please
what did you do about my things
who sees this
music was too loud
i want a new chair
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
