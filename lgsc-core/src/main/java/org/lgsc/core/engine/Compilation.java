package org.lgsc.core.engine;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.network.Wiring;
import org.lgsc.core.internal.onednn.Elementwise;
import org.lgsc.core.internal.onednn.Filter;
import org.lgsc.core.internal.onednn.Form;
import org.lgsc.core.internal.onednn.MapLayout;
import org.lgsc.core.internal.onednn.Program;
import org.lgsc.core.internal.onednn.ProgramBuilder;
import org.lgsc.core.internal.onednn.ProgramBuilder.Map4;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.ConcatVertex;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.network.LgscNetwork;

/** Compiles the vertices of a network to a program for one shape of input. */
final class Compilation {
    private final Wiring wiring;
    private final MapForms forms;
    private final Map<String, Filter> filters;
    private final Map<String, float[]> vectors;

    /** Null without a watcher. */
    private final @Nullable BiConsumer<String, FloatBuffer> watcher;

    private final ProgramBuilder program;
    private final Map<String, Map4> maps = new HashMap<>();

    /** Number of readers of each map that have not been added yet; the map is released at 0. */
    private final Map<Map4, Integer> openReads = new HashMap<>();

    /**
     * @param filters filters of convolutions
     * @param vectors parameters of norms
     * @param layout layout of maps
     * @param watcher receives the maps at each run; null for none
     */
    Compilation(
            Wiring wiring,
            MapForms forms,
            Map<String, Filter> filters,
            Map<String, float[]> vectors,
            MapLayout layout,
            @Nullable BiConsumer<String, FloatBuffer> watcher) {
        this.wiring = wiring;
        this.forms = forms;
        this.filters = filters;
        this.vectors = vectors;
        this.watcher = watcher;
        this.program = new ProgramBuilder(layout);
    }

    /** Compiles the program for one shape of input. */
    Program program(long samples, long height, long width) {
        maps.put(LgscNetwork.IMAGE, program.images(samples, 3, height, width, forms.imageForm()));
        for (String name : wiring.order()) {
            Map4 result = run(name);
            if (result != null) {
                put(name, result);
            }
        }
        return program.build(read(wiring.last()), wiring.channels(wiring.last()));
    }

    private void put(String name, Map4 result) {
        maps.put(name, result);
        if (watcher != null) {
            BiConsumer<String, FloatBuffer> consumer = watcher;
            program.watch(result, floats -> consumer.accept(name, floats));
        }
        openReads.merge(result, wiring.readers(name), Integer::sum);
    }

    /** The map that a vertex reads; released after its last reader has been added. */
    private Map4 read(String name) {
        Map4 map = maps.get(name);
        if (map == null) {
            throw new IllegalStateException(RootFormat.of("vertex \"%s\" has no map", name));
        }
        return map;
    }

    private void doneWith(Map4... read) {
        for (Map4 map : read) {
            if (openReads.merge(map, -1, Integer::sum) == 0) {
                program.release(map);
            }
        }
    }

    /** Adds the vertex; null when it is part of a later one. */
    private @Nullable Map4 run(String name) {
        Layer layer = wiring.layer(name);
        if (layer instanceof Relayout) {
            return relayout(name);
        }
        if (layer instanceof Conv2d) {
            return forms.normOf(name) != null ? null : convolution(name, name, null, false);
        }
        if (layer instanceof BatchNorm2d norm) {
            return batchNorm(name, norm);
        }
        String input = wiring.inputs(name).get(0);
        if (layer instanceof InstanceNorm2d norm) {
            Map4 x = read(input);
            requireOnlyReader(input);
            openReads.merge(x, -1, Integer::sum); // in place
            return program.instanceNorm(
                    x, vector(name, "gamma"), vector(name, "beta"), norm.getEps(), norm.isRelu());
        }
        if (layer instanceof UpConv2d up) {
            return forms.normOf(name) != null ? null : upConvolution(name, name, up, false);
        }
        if (layer instanceof MaxPool2d pool) {
            Map4 x = read(input);
            Map4 out = program.maxPool(x, pool.getKernel(), pool.getStride(), pool.getPadding());
            doneWith(x);
            return out;
        }
        if (wiring.vertex(name) instanceof ConcatVertex) {
            Map4 a = read(input);
            Map4 b = read(wiring.inputs(name).get(1));
            Map4 out = program.together(a, b, forms.together(name));
            doneWith(a, b);
            return out;
        }
        return sum(name, added(name));
    }

    private Map4 relayout(String name) {
        return read(wiring.inputs(name).get(0)); // the program returns its result in NCHW
    }

    private Map4 upConvolution(String name, String result, UpConv2d up, boolean relu) {
        Map4 x = read(wiring.inputs(name).get(0));
        Map4 out =
                forms.isWhole(name)
                        ? program.upConvolution(
                                x,
                                filter(name),
                                up.getOutputChannels(),
                                activation(relu),
                                forms.input(name),
                                forms.output(name, result))
                        : program.upConvolution(
                                x, filter(name), up.getOutputChannels(), forms.form(name));
        doneWith(x);
        return out;
    }

    private Filter filter(String name) {
        return Objects.requireNonNull(filters.get(name), name);
    }

    private static Elementwise.Activation activation(boolean relu) {
        return relu ? Elementwise.Activation.RELU : Elementwise.Activation.NONE;
    }

    /**
     * @param result vertex whose map the convolution computes: a norm or a sum that follows it
     */
    private Map4 convolution(
            String name,
            @Nullable String result,
            ProgramBuilder.@Nullable Added onto,
            boolean relu) {
        Conv2d conv = wiring.layer(name, Conv2d.class);
        Map4 x = read(wiring.inputs(name).get(0));
        Map4 out =
                program.convolution(
                        x,
                        filter(name),
                        conv.getOutputChannels(),
                        conv.getKernel(),
                        conv.getStride(),
                        conv.getPadding(),
                        onto,
                        activation(relu),
                        forms.input(name),
                        forms.output(name, result));
        doneWith(x);
        return out;
    }

    private @Nullable Map4 batchNorm(String name, BatchNorm2d norm) {
        String convolution = forms.folded(name);
        if (convolution != null) {
            if (wiring.layer(convolution) instanceof UpConv2d up) {
                return upConvolution(convolution, name, up, norm.isRelu());
            }
            return partOfSum(name) ? null : convolution(convolution, name, null, norm.isRelu());
        }
        String input = wiring.inputs(name).get(0);
        Map4 x = read(input);
        requireOnlyReader(input);
        openReads.merge(x, -1, Integer::sum); // in place
        return program.batchNorm(
                x,
                vector(name, "gamma"),
                vector(name, "beta"),
                vector(name, "mean"),
                vector(name, "var"),
                norm.getEps(),
                norm.isRelu());
    }

    /** Whether a residual sum will run this folded norm's convolution, adding its other term. */
    private boolean partOfSum(String norm) {
        for (String name : wiring.order()) {
            if (wiring.vertex(name) instanceof AddVertex && norm.equals(fusable(name))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The folded norm that is fused into a sum, or null: its first term, when nothing else reads
     * it.
     */
    private @Nullable String fusable(String sum) {
        String first = wiring.inputs(sum).get(0);
        AddVertex.Activation activation = added(sum).getActivation();
        String convolution = forms.folded(first);
        boolean fusable =
                watcher == null // a watcher receives every map
                        && convolution != null
                        && wiring.layer(convolution) instanceof Conv2d
                        && !wiring.layer(first, Norm2d.class).isRelu()
                        && wiring.onlyReader(first)
                        && activation != AddVertex.Activation.TANH;
        return fusable ? first : null;
    }

    private Map4 sum(String name, AddVertex add) {
        String first = fusable(name);
        String convolution = first == null ? null : forms.folded(first);
        Map4 b = read(wiring.inputs(name).get(1));
        boolean relu = add.getActivation() == AddVertex.Activation.RELU;
        if (convolution != null && openReads.getOrDefault(b, 0) == 1) {
            openReads.merge(b, -1, Integer::sum); // added to and overwritten
            Form out = forms.output(convolution, name);
            boolean whole = out.numbers().isWhole() && !b.form().numbers().isWhole();
            Form read = out.numbers().isWhole() ? b.form() : out;
            return convolution(
                    convolution,
                    name,
                    new ProgramBuilder.Added(
                            b, whole ? forms.wholeForm(wiring.inputs(name).get(1)) : read),
                    relu);
        }
        if (convolution != null) {
            Map4 a = convolution(convolution, null, null, false);
            openReads.put(a, 0);
            Map4 out = program.sum(a, b, activation(add), forms.offset(name));
            doneWith(b);
            return out;
        }
        String input = wiring.inputs(name).get(0);
        Map4 a = read(input);
        requireOnlyReader(input);
        openReads.merge(a, -1, Integer::sum); // in place
        Map4 out = program.sum(a, b, activation(add), forms.offset(name));
        doneWith(b);
        return out;
    }

    private AddVertex added(String name) {
        if (wiring.vertex(name) instanceof AddVertex add) {
            return add;
        }
        throw new IllegalArgumentException(RootFormat.of("vertex \"%s\" adds nothing", name));
    }

    private static Elementwise.Activation activation(AddVertex add) {
        return Elementwise.Activation.valueOf(add.getActivation().name());
    }

    private void requireOnlyReader(String name) {
        if (!wiring.onlyReader(name)) {
            throw new IllegalArgumentException(
                    RootFormat.of("vertex \"%s\" is read twice and changed in place", name));
        }
    }

    private float[] vector(String name, String key) {
        float[] vector = vectors.get(name + "_" + key);
        if (vector == null) {
            throw new IllegalStateException(RootFormat.of("norm \"%s\" has no %s", name, key));
        }
        return vector;
    }
}
