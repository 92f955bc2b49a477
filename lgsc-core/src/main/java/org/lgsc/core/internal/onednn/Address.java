package org.lgsc.core.internal.onednn;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A reusable pointer to memory with another owner, which avoids an allocation for each use. */
final class Address extends Pointer {
    /** Points to an address. */
    Address at(long address) {
        this.address = address;
        return this;
    }

    /** Address of an array's first element; the array must be kept reachable while it is used. */
    static long of(INDArray array) {
        return array.data().addressPointer().address();
    }
}
