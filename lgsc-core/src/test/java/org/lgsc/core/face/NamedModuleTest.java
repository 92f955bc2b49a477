package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This library as a module, with Deeplearning4j on the class path, as the guide describes it. */
class NamedModuleTest {
    private static final String NAME = "org.lgsc.core";

    @Test
    void filesOfOpenCvAreFound(@TempDir Path folder) throws Exception {
        ModuleFinder finder = ModuleFinder.of(jar(folder));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration modules =
                boot.configuration().resolve(finder, ModuleFinder.of(), Set.of(NAME));
        Class<?> detector =
                boot.defineModulesWithOneLoader(modules, getClass().getClassLoader())
                        .findLoader(NAME)
                        .loadClass(HaarFaceDetector.class.getName());
        assertThat(detector.getModule().getName()).isEqualTo(NAME);
        Constructor<?> constructor = detector.getConstructor();
        assertThat(constructor.newInstance()).isNotNull();
    }

    private static Path jar(Path folder) throws Exception {
        Path classes =
                Path.of(
                        HaarFaceDetector.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", NAME);
        Path jar = folder.resolve("core.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path entry : filesIn(classes)) {
                String name = classes.relativize(entry).toString().replace('\\', '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(entry, out);
            }
        }
        return jar;
    }

    private static List<Path> filesIn(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.endsWith(Path.of("META-INF", "MANIFEST.MF")))
                    .toList();
        }
    }
}
