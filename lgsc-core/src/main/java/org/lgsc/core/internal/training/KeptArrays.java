package org.lgsc.core.internal.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that a network's layers get in place of those of workspaces, and that are kept from step
 * to step. To create an array of a workspace takes ND4J some 10 microseconds, and a step needs
 * hundreds of them.
 *
 * <p>In the forward pass, the n-th request of a step gets the array of the n-th request of the step
 * before. In the backward pass, arrays go back to a pool when their last reader has run. Not safe
 * for use from several threads.
 */
final class KeptArrays extends LayerWorkspaceMgr {
    private final List<INDArray> forward = new ArrayList<>();
    private int next;
    private boolean backward;

    /** Every array of the backward pass, and the number of vertices that hold it. */
    private final Map<INDArray, Holders> owned = new IdentityHashMap<>();

    private final Map<Form, Deque<INDArray>> free = new HashMap<>();

    /** Arrays that the current vertex has requested. */
    private final List<INDArray> requested = new ArrayList<>();

    private static final class Holders {
        private final Form form;
        private int count;

        Holders(Form form) {
            this.form = form;
        }
    }

    private record Form(DataType type, List<Long> shape, char order) {
        static Form of(DataType type, long[] shape, char order) {
            return new Form(type, Arrays.stream(shape).boxed().toList(), order);
        }
    }

    KeptArrays() {
        super(
                EnumSet.allOf(ArrayType.class),
                new EnumMap<>(ArrayType.class),
                new EnumMap<>(ArrayType.class));
    }

    /** Begins a step: all arrays are available. */
    void beginForward() {
        next = 0;
        backward = false;
    }

    void beginBackward() {
        backward = true;
        requested.clear();
        free.clear();
        owned.forEach(
                (array, holders) -> {
                    holders.count = 0;
                    pool(holders.form).push(array);
                });
    }

    private Deque<INDArray> pool(Form form) {
        return free.computeIfAbsent(form, f -> new ArrayDeque<>());
    }

    @Override
    public INDArray createUninitialized(ArrayType type, DataType numbers, long... shape) {
        return createUninitialized(type, numbers, shape, Nd4j.order());
    }

    @Override
    public INDArray createUninitialized(
            ArrayType type, DataType numbers, long[] shape, char order) {
        return backward ? take(numbers, shape, order) : kept(numbers, shape, order);
    }

    private INDArray kept(DataType numbers, long[] shape, char order) {
        int index = next++;
        if (index < forward.size()) {
            INDArray array = forward.get(index);
            if (array.dataType() == numbers
                    && array.ordering() == order
                    && Arrays.equals(array.shape(), shape)) {
                return array;
            }
            forward.subList(index, forward.size()).clear(); // another size of batch
            owned.clear();
        }
        INDArray made = Nd4j.createUninitializedDetached(numbers, order, shape);
        forward.add(made);
        return made;
    }

    /** Returns an array that is not in use; part of the backward pass. */
    INDArray take(DataType numbers, long[] shape, char order) {
        Form form = Form.of(numbers, shape, order);
        INDArray array = pool(form).poll();
        if (array == null) {
            array = Nd4j.createUninitializedDetached(numbers, order, shape);
            owned.put(array, new Holders(form));
        }
        requested.add(array);
        return array;
    }

    /** Counts a vertex that will read an array. */
    void hold(INDArray array) {
        Holders holders = owned.get(array);
        if (holders != null) {
            holders.count++;
        }
    }

    /** Whether exactly one vertex will read an array, and may change it before. */
    boolean isHeldOnce(INDArray array) {
        Holders holders = owned.get(array);
        return holders != null && holders.count == 1;
    }

    /** Ends the reading of an array by a vertex. */
    void release(INDArray array) {
        Holders holders = owned.get(array);
        if (holders != null && --holders.count == 0) {
            pool(holders.form).push(array);
        }
    }

    /**
     * Ends the work of a vertex: what it has requested and passed to no other vertex is available.
     *
     * @param results arrays that it has returned; if one is a view of another array, all that it
     *     has requested stay in use
     */
    void endVertex(INDArray[] results) {
        for (INDArray result : results) {
            if (result != null && !owned.containsKey(result)) {
                requested.clear();
            }
        }
        for (INDArray array : requested) {
            Holders holders = owned.get(array);
            if (holders != null && holders.count == 0) {
                pool(holders.form).push(array);
            }
        }
        requested.clear();
    }
}
