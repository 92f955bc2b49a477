package org.lgsc.service;

import org.lgsc.core.LgscException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;

/** Fails as the library does; found beside the service's own classes. */
@RestController
class Failing {
    @GetMapping("/fails/{kind}")
    String fail(@PathVariable("kind") LgscException.Kind kind) {
        throw new LgscException(kind, "The file secret.zip is at fault.");
    }

    @GetMapping("/exhausted")
    String exhausted() {
        throw new OutOfMemoryError("secret heap");
    }

    /** As Spring reports a form for which there was no memory. */
    @GetMapping("/exhausted/form")
    String exhaustedByForm() {
        throw new MultipartException("a form", new OutOfMemoryError("secret heap"));
    }
}
