;redcode-94
;name stone 10
;author Galapagos
;strategy a stone of the building blocks, draw 10 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  #0, <0
l1     mov.i  3, >2
       add.ab #65, 1
       jmp.b  l1, 66
       dat.f  <0, <889
       end
