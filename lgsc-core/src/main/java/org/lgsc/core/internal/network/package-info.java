/** The names that PyTorch gives to a network's parameters. No part of the API. */
package org.lgsc.core.internal.network;
