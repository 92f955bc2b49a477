package org.lgsc.train.spark;

import java.io.Serializable;

/** Is called before tasks begin; tests make them fail with it. */
@FunctionalInterface
interface TaskProbe extends Serializable {
    TaskProbe NONE = (part, attempt) -> {};

    /**
     * @param part number of the task's part, from 0
     * @param attempt number of the attempt, from 0
     */
    void begins(int part, int attempt);
}
