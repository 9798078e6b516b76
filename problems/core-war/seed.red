;redcode-94
;name Seed
;author Galapagos
;strategy a plain bomber: throws a DAT every fourth cell
        ORG   start
step    EQU   4
start   ADD.AB #step, target
        MOV.I  bomb, @target
target  JMP.B  start, #step
bomb    DAT.F  #0, #0
        END
