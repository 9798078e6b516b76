;redcode-94
;name Muffler
;author Galapagos
;strategy Draper (carpet.red) as `corewar optimise` left it after 3000 evaluations
;strategy against papers and imps: few papers survive it.
;assert CORESIZE == 8000
       org    start
       dat.f  0, -27
l1     sub.f  20, 1
       seq.f  7, 0
       slt.ab #39, -1
start  djn.b  l1, #2500
       jmn.b  l13, -1
l6     mov.i  -23, >-23
l7     djn.b  l6, #7
       mov.ab #9, 141
l9     mov.i  *14, >-9
       jmp.b  l9, -36
       seq.x  *2, <-4
       mov.ba #14, -11
l13    mov.i  5, >-11
       djn.b  l13, #7
       mov.x  #7, -1
       sub.ab #7, -14
       jmp.b  l1, -3
       spl.ab #-4, 0
       mov.f  @-1398, }17
       add.x  >-2, >1001
       dat.f  24, <24
       jmp.f  @l7, @3354
       dat.f  0, }12
       end
