;redcode-94
;name Changeling
;author Galapagos
;strategy Turncoat (turncoat.red) as `corewar optimise --aim beaten` left it after 4000
;strategy evaluations against all shipped warriors, itself among them: a paper, a scanner
;strategy and a oneshot, of which p-space remembers the one that wins.
;assert CORESIZE == 8000
       org    start
l0     jmz.a  @l0, #2217
l1     sub.f  14, 1
       seq.i  -89, -96
       slt.ab #69, -1
l4     djn.b  l1, #2503
       jmn.b  l8, -1
       spl.b  #-144, 2
       mov.i  9, >-7
l8     mov.i  5, >-6
       djn.b  l8, #7
       mov.ab #7, -1
       sub.ab #7, -9
       jmp.b  l1, 0
       spl.b  #-4, 0
       spl.ba 1528, <41
       div.f  24, <24
       dat.f  0, }12
start  ldp.ab #1, 33
       ldp.ab }0, 31
       seq.ab #1, *30
       jmp.b  l38, 1
       add.ab #9, *29
l22    stp.b  28, #1
       mod.ab #9, *27
       slt.ab #2, 26
       jmp.b  l51, 0
       slt.ab #5, 24
       jmp.b  l4, 0
l28    add.f  9, 1
       sne.i  44, 58
       jmp.b  l28, 4
       sub.x  #42, -2
l32    spl.b  l32, -1
l33    mov.i  3, >-4
       mov.i  3561, >-5
       djn.f  l33, >-6
       dat.f  -178, 38
       dat.f  28, 28
l38    jmn.b  l46, 11
       slt.ab #15, 11
       jmp.b  l43, 0
       sub.ab #0, 9
       sne.b  -21, 0
l43    add.ab #6, 7
       mod.ab #9, 6
       jmp.b  l22, }0
l46    slt.ab #8, 4
       add.ab #1, 3
       jmp.b  l22, -53
       dat.f  0, 0
       dat.f  0, 0
l51    spl.b  l52, 0
l52    spl.b  l53, 46
l53    spl.x  l54, 0
l54    spl.b  @l54, 1277
       mov.i  }-1, >-1
l56    spl.b  @l56, 3927
       mov.i  }-1, >-1
       mov.i  3, >1150
       mov.i  {-3, <1
l60    jmz.a  @l60, 2217
       dat.f  <2667, <1
       dat.f  0, 0
       end
