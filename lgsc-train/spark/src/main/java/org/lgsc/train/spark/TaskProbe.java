package org.lgsc.train.spark;

import java.io.Serializable;

/** Is told of tasks before they begin; tests make them fail. */
@FunctionalInterface
interface TaskProbe extends Serializable {
    TaskProbe NONE = (part, attempt) -> {};

    /**
     * @param part number of the task's part, from 0
     * @param attempt number of the attempt, from 0
     */
    void begins(int part, int attempt);
}
