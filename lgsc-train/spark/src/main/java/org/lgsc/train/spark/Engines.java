package org.lgsc.train.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;

/** The inference engine of an executor, compiled once and shared by its tasks. */
final class Engines {
    record Loaded(String sha256, InferenceEngine engine, Preprocessing preprocessing) {}

    private static @Nullable Loaded current;

    private Engines() {}

    /** Returns the engine of a model whose bytes have this digest. */
    static synchronized Loaded of(byte[] model, String sha256) {
        if (current != null && current.sha256().equals(sha256)) {
            return current;
        }
        if (!Sha256.of(model).equals(sha256)) {
            throw new LgscException("The model file was damaged on its way to this machine.");
        }
        // the previous one is not closed: a task may still use it
        LgscModel loaded = load(model);
        Loaded made =
                new Loaded(sha256, InferenceEngine.of(loaded), loaded.metadata().preprocessing());
        current = made;
        return made;
    }

    /** Loads a model through a file, because models are read only from files. */
    static LgscModel load(byte[] model) {
        try {
            Path file = Files.createTempFile("lgsc-model", ".zip");
            try {
                Files.write(file, model);
                return LgscModel.load(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot write the model to a temporary file: " + e.getMessage() + ".", e);
        }
    }
}
