/** The names that PyTorch gives to a network's parameters. No part of the API. */
@NullMarked
package org.lgsc.core.internal.network;

import org.jspecify.annotations.NullMarked;
