package org.lgsc.core.internal.onednn;

import java.util.Map;

/**
 * Arguments of an operation on trial.
 *
 * @param all by oneDNN's number
 */
record Arguments(Map<Integer, Elements> all) {
    /**
     * @param key oneDNN's number
     * @throws IllegalStateException when the operation has no such argument
     */
    Elements get(int key) {
        Elements elements = all.get(key);
        if (elements == null) {
            throw new IllegalStateException("the operation has no argument " + key);
        }
        return elements;
    }
}
