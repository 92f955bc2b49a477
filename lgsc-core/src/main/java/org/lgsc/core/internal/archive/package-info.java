/**
 * Networks in zip files of untrusted origin: archive, description and arrays. No part of the API.
 */
@NullMarked
package org.lgsc.core.internal.archive;

import org.jspecify.annotations.NullMarked;
