"""Pictures: from what a camera or an editor wrote to what readers may be sent."""
