/**
 * A network's parameters under the names that PyTorch gives them, its connections, and the rules by
 * which engine and exports simplify and quantise it. Not part of the API.
 */
@NullMarked
package org.lgsc.core.internal.network;

import org.jspecify.annotations.NullMarked;
