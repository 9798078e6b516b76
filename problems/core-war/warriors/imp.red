;redcode-94
;name Imp
;author Galapagos
;strategy Copies itself one cell ahead, for ever: it never dies of itself
;strategy and hardly ever kills. The smallest warrior there is.
;assert CORESIZE > 1

        mov.i   0, 1
        end
