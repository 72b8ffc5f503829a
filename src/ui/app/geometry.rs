//! Where the window stands on the desktop: read when it closes, put back when it opens.
//!
//! Never puts a window where no screen is: a monitor may have been taken away meanwhile.

use crate::workspace::settings::Geometry;
use winit::dpi::PhysicalPosition;
use winit::dpi::PhysicalSize;
use winit::window::Window;

/// Smallest size in pixels that counts: a window that was minimised has none.
const SMALLEST: u32 = 200;

/// Where the window is; `None` where the desktop does not tell (Wayland tells no place: then it is 0, 0).
pub fn of(window: &Window, before: Option<Geometry>) -> Option<Geometry> {
    let is_maximised = window.is_maximized();
    if let (true, Some(before)) = (is_maximised, before) {
        // The size to go back to is the one from before.
        return Some(Geometry { is_maximised, ..before });
    }
    let size = window.inner_size();
    if window.is_minimized() == Some(true) || size.width < SMALLEST || size.height < SMALLEST {
        return before;
    }
    let place = window.outer_position().unwrap_or_default();
    Some(Geometry { x: place.x, y: place.y, width: size.width, height: size.height, is_maximised })
}

/// Puts the window where it was, as far as there is a screen.
pub fn restore(window: &Window, geometry: Geometry) {
    let screens: Vec<(i32, i32, u32, u32)> = window
        .available_monitors()
        .map(|monitor| {
            let (place, size) = (monitor.position(), monitor.size());
            (place.x, place.y, size.width, size.height)
        })
        .collect();
    if let Some(screen) = screens.iter().find(|screen| geometry.is_on(**screen)) {
        let size = PhysicalSize::new(geometry.width.min(screen.2), geometry.height.min(screen.3));
        if window.request_inner_size(size).is_some() {
            // Desktops that decide by themselves tell the size at once; the others tell it later.
        }
        window.set_outer_position(PhysicalPosition::new(geometry.x, geometry.y));
    }
    if geometry.is_maximised {
        window.set_maximized(true);
    }
}
